import { StoreError } from "../../errors.ts";
import type { DueKey, DueKeys } from "../../keys/contract.ts";
import { scopeOf } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import type { Row } from "../rows/coded-tables.ts";
import { isLivingRow } from "../rows/living-row.ts";
import { joinedRows, prefixedColumns, type PrefixedOrNull } from "../rows/joined.ts";
import { tampered, type RowCodes } from "../rows/row-codes.ts";
import type { Tables } from "../rows/tables.ts";
import { deleteTags } from "../tags/rows.ts";
import { grouped } from "../values/grouped.ts";
import { leaveBlock } from "./blocks.ts";
import { toKeyVersionRecord } from "./rows.ts";
import { holdKey } from "./usable-key.ts";

/**
 * The keys of all scopes whose time has come, oldest first, with their versions. A key that was tampered with, or one of
 * whose versions was, is not among them: somebody else may have written that it is due.
 */
export async function dueKeys(session: SqlSession, now: number): Promise<DueKeys> {
  // One statement: a key's versions are those of the moment at which it is due.
  const rows = await session.read((database) =>
    database
      .selectFrom("keys")
      .leftJoin("key_versions", (join) =>
        join
          .onRef("key_versions.account", "=", "keys.account")
          .onRef("key_versions.region", "=", "keys.region")
          .onRef("key_versions.key_id", "=", "keys.id"),
      )
      .where("keys.delete_at", "<=", now)
      .selectAll("keys")
      .select(prefixedColumns("key_versions", "version_"))
      .orderBy("keys.seq")
      .orderBy("key_versions.seq")
      .execute(),
  );
  const keys: DueKey[] = [];
  const refused: StoreError[] = [];
  for (const ofKey of grouped(rows, ({ seq }) => seq).values()) {
    try {
      keys.push(dueKey(session.codes, ofKey));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      refused.push(error);
    }
  }
  return { keys, refused };
}

/** Deletes a key whose time has come, with all that belongs to it; answers false when it is not there, or not due. */
export async function deleteDueKey(
  tables: Tables,
  { scope, keyId }: Pick<DueKey, "scope" | "keyId">,
  now: number,
): Promise<boolean> {
  const key = await holdKey(tables, scope, keyId);
  if (key === undefined || isLivingRow(key, now)) {
    return false;
  }
  await deleteTags(tables, { scope, type: "key", id: keyId });
  await leaveBlock(tables.transaction, key);
  await tables.transaction.deleteFrom("keys").where("seq", "=", key.seq).execute();
  return true;
}

/** A row of `keys`, with a version of it; nulls where it has none. */
type DueRow = Row<"keys"> & PrefixedOrNull<"key_versions", "version_">;

function dueKey(codes: RowCodes, rows: readonly [DueRow, ...DueRow[]]): DueKey {
  const key = codes.check("keys", rows[0], {});
  const { account, region, id } = key;
  const versions = joinedRows("key_versions", "version_", rows).map((version) =>
    codes.check("key_versions", version, { account, region, key_id: id }),
  );
  // Without it, material would be left behind that no row tells of.
  if (!versions.some((version) => version.id === key.primary_version_id)) {
    throw tampered("key_versions", key.primary_version_id);
  }
  return { scope: scopeOf(key), keyId: id, versions: versions.map(toKeyVersionRecord) };
}
