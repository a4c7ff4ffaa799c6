import type { ScopedRecord, SecretVersionRecord, StoreSnapshot } from "@keyferry/store";
import { insertClientKey } from "./access-points/client-keys.ts";
import { insertNamed } from "./access-points/named.ts";
import { insertAlias } from "./aliases.ts";
import { insertAccessKey, insertGroup, insertRole, insertUser } from "./identities/insert.ts";
import { insertInstance } from "./instances.ts";
import { insertKey, insertVersion } from "./keys/insert.ts";
import { insertRecipient } from "./recipients.ts";
import { insertSecret } from "./secrets/held-secrets.ts";
import { must, put } from "./state/put.ts";
import { emptyState, nameIn, type Held, type State } from "./state/state.ts";
import { insertTags } from "./tags/held-tags.ts";

/** All of a state. It is a copy: whoever has it may change it. */
export function snapshotOf(state: State): StoreSnapshot {
  return structuredClone({
    instances: Array.from(state.instances.values(), withoutNumber),
    keys: Array.from(state.keys.values(), withoutNumber),
    versions: [...state.versions.values()],
    aliases: [...state.aliases.values()],
    secrets: Array.from(state.secrets.values(), withoutNumber),
    secretVersions: [...state.secretVersions.values()].flat(),
    tags: [...state.tags.values()],
    networkRules: Array.from(state.networkRules.values(), withoutNumber),
    accessPolicies: Array.from(state.accessPolicies.values(), withoutNumber),
    accessPoints: Array.from(state.accessPoints.values(), withoutNumber),
    clientKeys: Array.from(state.clientKeys.values(), withoutNumber),
    groups: [...state.groups.values()],
    users: [...state.users.values()],
    accessKeys: [...state.accessKeys.values()],
    roles: [...state.roles.values()],
    recipients: [...state.recipients.values()],
    settings: Array.from(state.settings, ([name, value]) => ({ name, value })),
  });
}

/** The order of a list says it. */
function withoutNumber<T>({ scope, record }: Held<T>): ScopedRecord<T> {
  return { scope, record };
}

/**
 * Makes a state of a snapshot, by the rules of every other write.
 *
 * @throws {StoreError} `refused` for rows that do not go together
 */
export function stateOf(snapshot: StoreSnapshot): State {
  const state = emptyState();
  for (const { scope, record } of snapshot.instances) insertInstance(state, scope, record);
  for (const { scope, record } of snapshot.keys) insertKey(state, scope, record);
  for (const { scope, record, messages } of snapshot.versions) {
    insertVersion(state, scope, record, messages);
  }
  for (const { scope, record } of snapshot.keys) {
    const primary = state.versions.get(nameIn(scope, record.primaryVersionId));
    must(primary?.record.keyId === record.id, `The key ${record.id} has no primary version.`);
  }
  for (const { scope, record } of snapshot.aliases) {
    must(insertAlias(state, scope, record), `The snapshot has the alias ${record.name} twice.`);
  }
  const versions = versionsBySecret(snapshot);
  for (const { scope, record } of snapshot.secrets) {
    const own = versions.get(nameIn(scope, record.name)) ?? [];
    insertSecret(
      state,
      scope,
      record,
      own.map((version) => version.record),
    );
  }
  for (const secret of versions.keys()) {
    must(state.secrets.has(secret), "The snapshot has a version of a secret that is not there.");
  }
  for (const { scope, record } of snapshot.tags) insertTags(state, scope, record);
  for (const { scope, record } of snapshot.networkRules) {
    insertNamed(state, state.networkRules, scope, record);
  }
  for (const { scope, record } of snapshot.accessPolicies) {
    insertNamed(state, state.accessPolicies, scope, record);
  }
  for (const { scope, record } of snapshot.accessPoints) {
    insertNamed(state, state.accessPoints, scope, record);
  }
  for (const { scope, record } of snapshot.clientKeys) insertClientKey(state, scope, record);
  for (const group of snapshot.groups) insertGroup(state, group);
  for (const user of snapshot.users) {
    must(insertUser(state, user), `The snapshot has the user ${user.name} twice.`);
  }
  for (const accessKey of snapshot.accessKeys) {
    must(insertAccessKey(state, accessKey), `The snapshot has the access key ${accessKey.id} twice.`);
  }
  for (const role of snapshot.roles) insertRole(state, role);
  for (const recipient of snapshot.recipients) insertRecipient(state, recipient);
  for (const { name, value } of snapshot.settings) put(state.settings, name, new Uint8Array(value));
  return state;
}

/** The versions of secrets, by the names of these. */
function versionsBySecret({
  secretVersions,
}: Pick<StoreSnapshot, "secretVersions">): ReadonlyMap<string, readonly ScopedRecord<SecretVersionRecord>[]> {
  const found = new Map<string, ScopedRecord<SecretVersionRecord>[]>();
  for (const version of secretVersions) {
    const name = nameIn(version.scope, version.record.secretName);
    const own = found.get(name);
    if (own === undefined) found.set(name, [version]);
    else own.push(version);
  }
  return found;
}
