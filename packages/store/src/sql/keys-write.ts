import { StoreError } from "../errors.ts";
import type { KeyRecord, KeyState, KeyVersionRecord, StoreScope, TagRecord } from "../records.ts";
import type { KeyWriter } from "../store.ts";
import { createAlias, deleteAlias, updateAlias } from "./aliases-write.ts";
import { exact } from "./exact-text.ts";
import {
  connectInstance,
  deleteInstance,
  holdInstance,
  insertInstance,
  updateInstance,
} from "./instances-write.ts";
import { toJson } from "./json-column.ts";
import { toKeyRow, toKeyTagRow } from "./rows.ts";
import type { SqlSession, SqlTransaction } from "./session.ts";
import { updateUsableKey } from "./usable-key.ts";
import { addVersion, insertVersion } from "./versions-write.ts";

const KEY_STATES: readonly KeyState[] = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"];

/** Makes the writer of one scope. */
export function createKeyWriter(session: SqlSession, scope: StoreScope): KeyWriter {
  return {
    createKey: (key, version, tags) =>
      session.write((transaction) => createKey(transaction, scope, key, version, tags)),
    changeKeyState: (keyId, change) =>
      session.write((transaction) =>
        updateUsableKey(
          transaction,
          { scope, id: keyId, states: change.from, now: session.now() },
          { state: change.to, delete_at: change.deleteAt },
        ),
      ),
    updateDescription: (keyId, description, keyStates) =>
      session.write((transaction) =>
        updateUsableKey(
          transaction,
          { scope, id: keyId, states: keyStates, now: session.now() },
          exact({ description }),
        ),
      ),
    addVersion: (version, options) =>
      session.write((transaction) => addVersion(transaction, scope, version, options, session.now())),
    createAlias: (alias, keyStates) =>
      session.write((transaction) => createAlias(transaction, scope, alias, keyStates, session.now())),
    updateAlias: (name, move, keyStates) =>
      session.write((transaction) =>
        updateAlias(transaction, scope, { name, ...move }, keyStates, session.now()),
      ),
    deleteAlias: (name, keyId) =>
      session.write((transaction) => deleteAlias(transaction, scope, name, keyId, session.now())),
    setKeyPolicy: (keyId, policy) =>
      session.write((transaction) =>
        updateUsableKey(
          transaction,
          { scope, id: keyId, states: KEY_STATES, now: session.now() },
          exact({ policy }),
        ),
      ),
    createInstance: (instance) =>
      session.write((transaction) => insertInstance(transaction, scope, instance)),
    connectInstance: (id, connection) =>
      session.write((transaction) => connectInstance(transaction, { scope, id }, connection)),
    bindVpcs: (id, boundVpcs) =>
      session.write((transaction) =>
        updateInstance(transaction, { scope, id }, { bound_vpcs: toJson(boundVpcs) }),
      ),
    setPublicAccess: (id, on) =>
      session.write((transaction) =>
        updateInstance(transaction, { scope, id }, { public_access: on ? 1 : 0 }),
      ),
    deleteInstance: (id) =>
      session.write((transaction) => deleteInstance(transaction, { scope, id }, session.now())),
  };
}

/** Makes a key, outside instances or in one that is there. */
async function createKey(
  transaction: SqlTransaction,
  scope: StoreScope,
  key: KeyRecord,
  version: KeyVersionRecord,
  tags: readonly TagRecord[],
): Promise<"created" | "no instance"> {
  if (key.instance !== null && (await holdInstance(transaction, { scope, id: key.instance })) === undefined) {
    return "no instance";
  }
  await insertKey(transaction, scope, key, version, tags);
  return "created";
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
  await insertVersion(transaction, scope, version);
  for (const tag of tags) {
    await transaction
      .insertInto("key_tags")
      .values(exact(toKeyTagRow(scope, key.id, tag)))
      .execute();
  }
}
