import { StoreError } from "../errors.ts";
import type { KeyRecord, KeyVersionRecord, StoreScope, TagRecord } from "../records.ts";
import type { KeyStateChange, KeyWriter } from "../store.ts";
import { createAlias, deleteAlias } from "./aliases-write.ts";
import { exact, isExactText } from "./exact-text.ts";
import { isLiving } from "./key-visibility.ts";
import { toInstanceRow, toKeyRow, toKeyTagRow, toKeyVersionRow } from "./rows.ts";
import type { SqlSession, SqlTransaction } from "./session.ts";

/** Makes the writer of one scope. */
export function createKeyWriter(session: SqlSession, scope: StoreScope): KeyWriter {
  return {
    createKey: (key, version, tags) =>
      session.write((transaction) => insertKey(transaction, scope, key, version, tags)),
    changeKeyState: (keyId, change) =>
      session.write((transaction) => changeKeyState(transaction, scope, keyId, change, session.now())),
    createAlias: (alias, keyStates) =>
      session.write((transaction) => createAlias(transaction, scope, alias, keyStates, session.now())),
    deleteAlias: (name) =>
      session.write((transaction) => deleteAlias(transaction, scope, name, session.now())),
    createInstance: (instance) =>
      session.write(async (transaction) => {
        await transaction
          .insertInto("instances")
          .values(exact(toInstanceRow(scope, instance)))
          .execute();
      }),
  };
}

/** Inserts a key with all that it begins with. */
export async function insertKey(
  transaction: SqlTransaction,
  scope: StoreScope,
  key: KeyRecord,
  version: KeyVersionRecord,
  tags: readonly TagRecord[],
): Promise<void> {
  if (version.keyId !== key.id || version.id !== key.primaryVersionId) {
    throw new StoreError("refused", "The first version of a key must be its own, and its primary one.");
  }
  await transaction
    .insertInto("keys")
    .values(exact(toKeyRow(scope, key)))
    .execute();
  await transaction
    .insertInto("key_versions")
    .values(exact(toKeyVersionRow(scope, version)))
    .execute();
  for (const tag of tags) {
    await transaction
      .insertInto("key_tags")
      .values(exact(toKeyTagRow(scope, key.id, tag)))
      .execute();
  }
}

/** One statement: the state is compared and set at once, so that of two callers only one wins. */
async function changeKeyState(
  transaction: SqlTransaction,
  scope: StoreScope,
  keyId: string,
  change: KeyStateChange,
  now: number,
): Promise<boolean> {
  if (!isExactText(keyId) || change.from.length === 0) {
    return false;
  }
  const result = await transaction
    .updateTable("keys")
    .set({ state: change.to, delete_at: change.deleteAt })
    .where("keys.account", "=", scope.account)
    .where("keys.region", "=", scope.region)
    .where("keys.id", "=", keyId)
    .where("keys.state", "in", change.from)
    .where(isLiving(now))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
