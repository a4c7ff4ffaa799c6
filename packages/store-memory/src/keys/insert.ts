import type { KeyRecord, KeyVersionRecord, StoreScope, TagRecord } from "@keyferry/store";
import { must, put, putNumbered } from "../state/put.ts";
import { nameIn, type State } from "../state/state.ts";
import { insertTags } from "../tags/held-tags.ts";
import { checkKey, ownVersion } from "./held-keys.ts";

/**
 * Puts a key in.
 *
 * @throws {StoreError} `refused`
 */
export function insertKey(state: State, scope: StoreScope, key: KeyRecord): void {
  checkKey(key);
  must(
    key.instance === null || state.instances.has(nameIn(scope, key.instance)),
    `The key ${key.id} is in an instance that is not there.`,
  );
  putNumbered(state, state.keys, scope, { id: key.id, record: { ...key } });
}

/**
 * Puts a version of a key in.
 *
 * @param messages how many of it are counted
 * @throws {StoreError} `refused`
 */
export function insertVersion(
  state: State,
  { account, region }: StoreScope,
  version: KeyVersionRecord,
  messages = 0,
): void {
  const scope = { account, region };
  must(
    state.keys.has(nameIn(scope, version.keyId)),
    `The version ${version.id} is of a key that is not there.`,
  );
  put(state.versions, nameIn(scope, version.id), { scope, record: ownVersion(version), messages });
}

/**
 * Puts a key in, with all that it begins with.
 *
 * @throws {StoreError} `refused`
 */
export function insertNewKey(
  state: State,
  scope: StoreScope,
  {
    key,
    version,
    tags,
  }: {
    readonly key: KeyRecord;
    readonly version: KeyVersionRecord;
    readonly tags: readonly TagRecord[];
  },
): void {
  must(
    version.keyId === key.id && version.id === key.primaryVersionId,
    "The first version of a key must be its own, and its primary one.",
  );
  insertKey(state, scope, key);
  insertTags(state, scope, { type: "key", id: key.id, tags });
  insertVersion(state, scope, version);
}
