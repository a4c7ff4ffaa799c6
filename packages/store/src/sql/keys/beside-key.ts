import type { KeyWithVersion } from "../../keys/records.ts";
import type { Row } from "../rows/coded-tables.ts";
import { prefixedColumns, withoutPrefix, type Prefixed } from "../rows/joined.ts";
import type { RowCodes } from "../rows/row-codes.ts";
import { toKeyRecord, toKeyVersionRecord } from "./rows.ts";

/** The tables whose rows belong to a key and have a code each, with the prefix that their columns have beside it. */
const columnPrefixes = { aliases: "alias_", key_versions: "version_" } as const;

type Prefixes = typeof columnPrefixes;
type BesideKey = keyof Prefixes;

/** A row of `keys`, with one of a table beside it; see {@link besideKey}. */
export type WithKey<T extends BesideKey> = Row<"keys"> & Prefixed<T, Prefixes[T]>;

/** Selects a row of a table beside its key. */
export function besideKey<T extends BesideKey>(table: T) {
  return prefixedColumns(table, columnPrefixes[table]);
}

/** A row with its key, both as they were written. */
export interface CheckedWithKey<T extends BesideKey> {
  readonly row: Row<T>;
  readonly key: Row<"keys">;
}

/**
 * Lets a row with its key pass: both as they were written, and belonging together by what they say.
 *
 * @param asked what the row must have
 * @throws {StoreError} `tampered`
 */
export function checkedWithKey<T extends BesideKey>(
  codes: RowCodes,
  table: T,
  found: WithKey<T>,
  asked: Partial<Row<T>>,
): CheckedWithKey<T> {
  const row = codes.check(table, withoutPrefix(table, columnPrefixes[table], found), asked);
  const { account, region, key_id: id } = row as Pick<Row<BesideKey>, "account" | "region" | "key_id">;
  return { row, key: codes.check("keys", found, { account, region, id }) };
}

/** Reads a version with its key. */
export function toKeyWithVersion({ row, key }: CheckedWithKey<"key_versions">): KeyWithVersion {
  return { key: toKeyRecord(key), version: toKeyVersionRecord(row) };
}
