import { sql, type Expression, type RawBuilder } from "kysely";
import type { StoreScope } from "../../scope.ts";
import type { SqlTransaction } from "./tables.ts";

/** Where something is. */
export interface Place {
  readonly scope: StoreScope;
  /** Id of an instance; null: outside instances. */
  readonly instance: string | null;
  /** What is gone by then is not there any more. */
  readonly now: number;
}

/** How the column of the instance is compared. */
export function isOrEquals({ instance }: Place): "is" | "=" {
  return instance === null ? "is" : "=";
}

/** How many rows a query finds. At `most` no more are looked for. */
export function countOf(query: Expression<unknown>, most?: number): RawBuilder<number> {
  return most === undefined
    ? sql<number>`(select count(*) from ${query} as found)`
    : sql<number>`(select count(*) from (select 1 from ${query} as found limit ${most}) as enough)`;
}

/**
 * Whether so many rows are there already that another one would be one too many. The newest number that the table has given
 * is looked at first: more rows were never made. They are counted only where that leaves it open, and not further than to
 * the quota.
 *
 * @param rows those that count, of the table
 * @param quota how many there may be; undefined: any number
 */
export async function isFull(
  transaction: SqlTransaction,
  table: "keys" | "key_versions" | "aliases" | "secrets",
  rows: () => Expression<unknown>,
  quota: number | undefined,
): Promise<boolean> {
  if (quota === undefined) return false;
  const newest = await transaction
    .selectFrom(table)
    .select((eb) => eb.fn.max<number | null>("seq").as("seq"))
    .executeTakeFirst();
  if ((newest?.seq ?? 0) < quota) return false;
  const found = countOf(rows(), quota).as("total");
  const counted = await transaction.selectNoFrom(found).executeTakeFirst();
  return (counted?.total ?? 0) >= quota;
}
