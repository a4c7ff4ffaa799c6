import { StoreError } from "../errors.ts";
import type { KeyRecord, KeyState, KeyVersionRecord, StoreScope, TagRecord } from "../records.ts";
import type { KeyWriter } from "../store.ts";
import { createAlias, deleteAlias, updateAlias } from "./aliases-write.ts";
import {
  changeInstance,
  connectInstance,
  deleteInstance,
  holdInstance,
  insertInstance,
} from "./instances-write.ts";
import { toJson } from "./json-column.ts";
import { insertTags, tagRows } from "./key-tags.ts";
import { toKeyRow, toKeyVersionRow } from "./rows.ts";
import type { SqlSession } from "./session.ts";
import type { Tables } from "./tables.ts";
import { changeUsableKey } from "./usable-key.ts";
import { addVersion } from "./versions-write.ts";

const KEY_STATES: readonly KeyState[] = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"];

/** Makes the writer of one scope. */
export function createKeyWriter(session: SqlSession, scope: StoreScope): KeyWriter {
  const usable = (id: string, states: readonly KeyState[]) => ({ scope, id, states, now: session.now() });
  return {
    createKey: (key, version, tags) =>
      session.write((tables) => createKey(tables, scope, key, version, tags)),
    changeKeyState: (keyId, { from, to, deleteAt }) =>
      session.write((tables) =>
        changeUsableKey(tables, usable(keyId, from), { state: to, delete_at: deleteAt }),
      ),
    updateDescription: (keyId, description, keyStates) =>
      session.write((tables) => changeUsableKey(tables, usable(keyId, keyStates), { description })),
    addVersion: (version, options) =>
      session.write((tables) => addVersion(tables, scope, version, options, session.now())),
    createAlias: (alias, keyStates) =>
      session.write((tables) => createAlias(tables, scope, alias, keyStates, session.now())),
    updateAlias: (name, move, keyStates) =>
      session.write((tables) => updateAlias(tables, scope, { name, ...move }, keyStates, session.now())),
    deleteAlias: (name, keyId) =>
      session.write((tables) => deleteAlias(tables, scope, name, keyId, session.now())),
    setKeyPolicy: (keyId, policy) =>
      session.write((tables) => changeUsableKey(tables, usable(keyId, KEY_STATES), { policy })),
    createInstance: (instance) => session.write((tables) => insertInstance(tables, scope, instance)),
    connectInstance: (id, connection) =>
      session.write((tables) => connectInstance(tables, { scope, id }, connection)),
    bindVpcs: (id, boundVpcs) =>
      session.write((tables) => changeInstance(tables, { scope, id }, { bound_vpcs: toJson(boundVpcs) })),
    setPublicAccess: (id, on) =>
      session.write((tables) => changeInstance(tables, { scope, id }, { public_access: on ? 1 : 0 })),
    deleteInstance: (id) => session.write((tables) => deleteInstance(tables, { scope, id }, session.now())),
  };
}

/** Makes a key, outside instances or in one that is there. */
async function createKey(
  tables: Tables,
  scope: StoreScope,
  key: KeyRecord,
  version: KeyVersionRecord,
  tags: readonly TagRecord[],
): Promise<"created" | "no instance"> {
  if (key.instance !== null && (await holdInstance(tables, { scope, id: key.instance })) === undefined) {
    return "no instance";
  }
  await insertKey(tables, scope, key, version, tags);
  return "created";
}

/** Inserts a key with all that it begins with. */
export async function insertKey(
  tables: Tables,
  scope: StoreScope,
  key: KeyRecord,
  version: KeyVersionRecord,
  tags: readonly TagRecord[],
): Promise<void> {
  if (version.keyId !== key.id || version.id !== key.primaryVersionId) {
    throw new StoreError("refused", "The first version of a key must be its own, and its primary one.");
  }
  const rows = tagRows(scope, key.id, tags);
  const tagsCode = tables.codes.codeOfList("key_tags", rows);
  await tables.insert("keys", { ...toKeyRow(scope, key), tags_mac: tagsCode });
  await tables.insert("key_versions", toKeyVersionRow(scope, version));
  await insertTags(tables.transaction, rows);
}
