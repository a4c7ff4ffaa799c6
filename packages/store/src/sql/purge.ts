import { StoreError } from "../errors.ts";
import type { DueKey, DueKeys } from "../store.ts";
import type { Row } from "./coded-tables.ts";
import { grouped } from "./grouped.ts";
import { isLivingRow, versionsWithKeys } from "./key-visibility.ts";
import type { RowCodes } from "./row-codes.ts";
import { scopeOf, toKeyVersionRecord } from "./rows.ts";
import type { SqlSession } from "./session.ts";
import type { Tables } from "./tables.ts";
import { holdKey } from "./usable-key.ts";

/**
 * The keys of all scopes whose time has come, oldest first, with their versions. A key that was tampered with, or one of
 * whose versions was, is not among them: somebody else may have written that it is due.
 */
export async function dueKeys(session: SqlSession, now: number): Promise<DueKeys> {
  const [due, versions] = await session.read(async (database) => [
    await database.selectFrom("keys").selectAll().where("delete_at", "<=", now).orderBy("seq").execute(),
    await versionsWithKeys(database)
      .where("keys.delete_at", "<=", now)
      .selectAll("key_versions")
      .orderBy("key_versions.seq")
      .execute(),
  ]);
  const versionsOf = grouped(versions, (version) => nameOf(version, version.key_id));
  const keys: DueKey[] = [];
  const refused: StoreError[] = [];
  for (const key of due) {
    try {
      keys.push(dueKey(session.codes, key, versionsOf.get(nameOf(key, key.id)) ?? []));
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
  await tables.transaction.deleteFrom("keys").where("seq", "=", key.seq).execute();
  return true;
}

function dueKey(codes: RowCodes, row: Row<"keys">, versions: readonly Row<"key_versions">[]): DueKey {
  const key = codes.check("keys", row, {});
  const { account, region, id } = key;
  const own = versions.map((version) =>
    codes.check("key_versions", version, { account, region, key_id: id }),
  );
  return { scope: scopeOf(key), keyId: id, versions: own.map(toKeyVersionRecord) };
}

function nameOf({ account, region }: Pick<Row<"keys">, "account" | "region">, keyId: string): string {
  return JSON.stringify([account, region, keyId]);
}
