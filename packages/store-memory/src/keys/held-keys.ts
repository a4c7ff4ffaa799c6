import {
  hasExpired,
  isSameMaterial,
  noMaterial,
  stateAfter,
  type KeyRecord,
  type KeyState,
  type KeyVersionRecord,
  type KeyWithVersion,
  type MaterialChange,
  type ScopedRecord,
  type StoreScope,
} from "@keyferry/store";
import { isLiving } from "../state/living.ts";
import { must } from "../state/put.ts";
import { nameIn, type Held, type State } from "../state/state.ts";

/** A key that is still there. */
export function livingKey(
  state: State,
  scope: StoreScope,
  id: string,
  now: number,
): Held<KeyRecord> | undefined {
  const held = state.keys.get(nameIn(scope, id));
  return held !== undefined && isLiving(held, now) ? held : undefined;
}

/** A key that is still there, in one of the states. */
export function usableKey(
  state: State,
  scope: StoreScope,
  id: string,
  { states, now }: { readonly states: readonly KeyState[]; readonly now: number },
): Held<KeyRecord> | undefined {
  const held = livingKey(state, scope, id, now);
  return held !== undefined && states.includes(held.record.state) ? held : undefined;
}

/**
 * Changes a key.
 *
 * @throws {StoreError} `refused` for what no key can be
 */
export function changeKey(state: State, held: Held<KeyRecord>, change: Partial<KeyRecord>): void {
  const record = { ...held.record, ...change };
  checkKey(record);
  state.keys.set(nameIn(held.scope, record.id), { ...held, record });
}

/** Whether the version that a key uses has material. */
export function hasMaterial(state: State, { scope, record }: Held<KeyRecord>): boolean {
  const version = state.versions.get(nameIn(scope, record.primaryVersionId));
  return version !== undefined && version.record.custody !== noMaterial.custody;
}

/** Changes the material of a key's version; answers false when it is not there, or not as it must be. */
export function changeMaterial(state: State, held: Held<KeyRecord>, change: MaterialChange): boolean {
  const { versionId, from, to, expiresAt, expiredBy } = change;
  if (expiredBy !== undefined && !hasExpired(held.record, expiredBy)) return false;
  const name = nameIn(held.scope, versionId);
  const version = state.versions.get(name);
  if (version?.record.keyId !== held.record.id || !isSameMaterial(version.record, from)) return false;
  const { custody, material, fingerprint } = to;
  state.versions.set(name, {
    ...version,
    record: ownVersion({ ...version.record, custody, material, fingerprint }),
  });
  changeKey(state, held, {
    state: stateAfter(change, held.record) ?? held.record.state,
    materialExpiresAt: expiresAt,
  });
  return true;
}

/**
 * Lets a key pass.
 *
 * @throws {StoreError} `refused` for what no key can be
 */
export function checkKey(key: KeyRecord): void {
  const { id, policy, instance, state, deleteAt, deletionProtection } = key;
  must(policy === null || instance !== null, `The key ${id} is outside instances and cannot have a policy.`);
  must(
    (deleteAt !== null) === (state === "PendingDeletion"),
    `The key ${id} has no time of deletion, or no use for it.`,
  );
  must(
    deletionProtection === null || state !== "PendingDeletion",
    `The key ${id} is protected from deletion and waits for it.`,
  );
}

/** The versions of a key, oldest first. */
export function versionsOf(
  state: State,
  { scope, record: { id } }: Held<KeyRecord>,
): readonly KeyVersionRecord[] {
  return Array.from(state.versions.values())
    .filter(({ scope: { account, region }, record }) => {
      return account === scope.account && region === scope.region && record.keyId === id;
    })
    .map(copiedVersion);
}

/** A version with its key, when that is still there. */
export function withLivingKey(
  state: State,
  { scope, record }: ScopedRecord<KeyVersionRecord>,
  now: number,
): KeyWithVersion | undefined {
  const held = livingKey(state, scope, record.keyId, now);
  return held && { key: held.record, version: copiedVersion({ scope, record }) };
}

/** A version whose bytes are the caller's. */
export function copiedVersion({ record }: ScopedRecord<KeyVersionRecord>): KeyVersionRecord {
  return ownVersion(record);
}

/** A version whose bytes are nobody else's. */
export function ownVersion(version: KeyVersionRecord): KeyVersionRecord {
  const { material, fingerprint } = version;
  return {
    ...version,
    material: new Uint8Array(material),
    fingerprint: fingerprint && new Uint8Array(fingerprint),
  };
}
