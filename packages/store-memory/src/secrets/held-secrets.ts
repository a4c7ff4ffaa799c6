import { strayPart, type SecretRecord, type SecretVersionRecord, type StoreScope } from "@keyferry/store";
import { isLiving } from "../state/living.ts";
import { must, putNumbered } from "../state/put.ts";
import { deleteTags } from "../tags/held-tags.ts";
import { nameIn, type Held, type State } from "../state/state.ts";

/** A secret that a state holds, and where it lives. */
export type HeldSecretRecord = Held<SecretRecord>;

/** A secret that is still there. */
export function livingSecret(
  state: State,
  scope: StoreScope,
  name: string,
  now: number,
): HeldSecretRecord | undefined {
  const held = state.secrets.get(nameIn(scope, name));
  return held !== undefined && isLiving(held, now) ? held : undefined;
}

/** The versions of a secret, oldest first. */
export function versionsOfSecret(
  state: State,
  { scope, record: { name } }: HeldSecretRecord,
): readonly SecretVersionRecord[] {
  return (state.secretVersions.get(nameIn(scope, name)) ?? []).map(({ record }) => record);
}

/** Takes versions of a secret away. */
export function dropSecretVersions(
  state: State,
  { scope, record: { name } }: HeldSecretRecord,
  ids: readonly string[],
): void {
  const before = state.secretVersions.get(nameIn(scope, name)) ?? [];
  const after = before.filter(({ record }) => !ids.includes(record.id));
  state.secretVersions.set(nameIn(scope, name), after);
}

/** A version whose bytes are the caller's. */
export function copiedSecretVersion(version: SecretVersionRecord): SecretVersionRecord {
  return {
    ...version,
    dataKey: new Uint8Array(version.dataKey),
    value: new Uint8Array(version.value),
  };
}

/** Puts versions of a secret in. @throws {StoreError} `refused` when one is another's, or its id is taken */
export function insertSecretVersions(
  state: State,
  { scope, record: { name } }: HeldSecretRecord,
  versions: readonly SecretVersionRecord[],
): void {
  const all = [...(state.secretVersions.get(nameIn(scope, name)) ?? [])];
  for (const version of versions) {
    must(version.secretName === name, "A version of a secret must be its own.");
    const isTaken = all.some(({ record }) => record.id === version.id);
    must(!isTaken, `The secret ${name} has a version ${version.id} already.`);
    all.push({ scope, record: copiedSecretVersion(version) });
  }
  state.secretVersions.set(nameIn(scope, name), all);
}

/**
 * Puts a secret in, with its versions.
 *
 * @throws {StoreError} `refused` when its name is taken, and for a label of a version that is not among them
 */
export function insertSecret(
  state: State,
  { account, region }: StoreScope,
  secret: SecretRecord,
  versions: readonly SecretVersionRecord[],
): void {
  const scope = { account, region };
  const { instance } = secret;
  must(
    instance === null || state.instances.has(nameIn(scope, instance)),
    `The secret ${secret.name} is of an instance that is not there.`,
  );
  mustHaveVersions(secret, versions);
  const { name } = secret;
  const held = putNumbered(state, state.secrets, scope, { id: name, record: structuredClone(secret) });
  insertSecretVersions(state, held, versions);
}

/** Lets pass a secret whose labels and rotation are of versions that are there. @throws {StoreError} `refused` for another */
export function mustHaveVersions(secret: SecretRecord, versions: readonly { readonly id: string }[]): void {
  const stray = strayPart(secret, versions);
  must(stray === undefined, `The ${String(stray)} is not of one version that is there.`);
}

/** Deletes a secret, with its versions and tags. */
export function deleteSecret(state: State, held: HeldSecretRecord): void {
  const { scope, record } = held;
  state.secretVersions.delete(nameIn(scope, record.name));
  deleteTags(state, scope, "secret", record.name);
  state.secrets.delete(nameIn(scope, record.name));
}
