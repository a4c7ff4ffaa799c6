import { StoreError } from "@keyferry/store";
import type { Mark } from "./marks.ts";

/** Asks for all marks, and whether it is a standby that answers. There is a row even where there are no marks. */
export const marksStatement =
  "select pg_is_in_recovery()::int as standby, account, region, epoch from (select 1) as one left join epochs on true";

/** A row that {@link marksStatement} answers. */
export interface MarkRow {
  readonly standby: number;
  /** Null, with the others: there are no marks. */
  readonly account: string | null;
  readonly region: string | null;
  readonly epoch: number | null;
}

/**
 * Reads the rows.
 *
 * @throws {StoreError} `unavailable` where a standby answers: it may be behind
 */
export function readMarks(rows: readonly MarkRow[]): readonly Mark[] {
  if (rows.some(({ standby }) => standby !== 0)) {
    throw new StoreError("unavailable", "A standby of the database answers, and not the primary.");
  }
  return rows.flatMap(({ account, region, epoch }) =>
    account === null || region === null || epoch === null ? [] : [{ account, region, epoch }],
  );
}
