import type { KeyWithVersion } from "../records.ts";
import { prefixedColumns, withoutPrefix, type Prefixed, type Row } from "./coded-tables.ts";
import type { RowCodes } from "./row-codes.ts";
import { toKeyRecord, toKeyVersionRecord } from "./rows.ts";

/** Selects an alias beside its key. */
export const ALIAS_COLUMNS = prefixedColumns("aliases", "alias_");

/** Selects a version beside its key. */
export const VERSION_COLUMNS = prefixedColumns("key_versions", "version_");

/** A row of `keys`, with {@link ALIAS_COLUMNS} of an alias of it. */
export type AliasWithKey = Row<"keys"> & Prefixed<"aliases", "alias_">;

/** A row of `keys`, with {@link VERSION_COLUMNS} of a version of it. */
export type VersionWithKey = Row<"keys"> & Prefixed<"key_versions", "version_">;

/**
 * Lets an alias with its key pass: both as they were written, and belonging together by what they say.
 *
 * @throws {StoreError} `tampered`
 */
export function checkedAlias(
  codes: RowCodes,
  row: AliasWithKey,
  asked: Partial<Row<"aliases">>,
): { readonly alias: Row<"aliases">; readonly key: Row<"keys"> } {
  const alias = codes.check("aliases", withoutPrefix("aliases", "alias_", row), asked);
  return { alias, key: checkedKey(codes, row, alias) };
}

/**
 * Lets a version with its key pass, as {@link checkedAlias}.
 *
 * @throws {StoreError} `tampered`
 */
export function checkedVersion(
  codes: RowCodes,
  row: VersionWithKey,
  asked: Partial<Row<"key_versions">>,
): { readonly version: Row<"key_versions">; readonly key: Row<"keys"> } {
  const version = codes.check("key_versions", withoutPrefix("key_versions", "version_", row), asked);
  return { version, key: checkedKey(codes, row, version) };
}

/** Reads both. */
export function toKeyWithVersion({ version, key }: ReturnType<typeof checkedVersion>): KeyWithVersion {
  return { key: toKeyRecord(key), version: toKeyVersionRecord(version) };
}

function checkedKey(
  codes: RowCodes,
  key: Row<"keys">,
  { account, region, key_id: id }: Pick<Row<"aliases">, "account" | "region" | "key_id">,
): Row<"keys"> {
  return codes.check("keys", key, { account, region, id });
}
