import { seedMark, type Seed } from "@keyferry/store";
import { insertAlias } from "./aliases.ts";
import { insertAccessKey, insertGroup, insertRole, insertUser } from "./identities/insert.ts";
import { insertInstance } from "./instances.ts";
import { insertNewKey } from "./keys/insert.ts";
import { insertRecipient } from "./recipients.ts";
import { insertSecret } from "./secrets/held-secrets.ts";
import { must } from "./state/put.ts";
import type { State } from "./state/state.ts";
import { insertTags } from "./tags/held-tags.ts";

/**
 * Puts a seed in; answers false, and puts nothing in, when there was one before, or there is something already.
 *
 * @throws {StoreError} `refused` for what does not go together
 */
export function applySeed(state: State, seed: Seed): boolean {
  const { keys, users, groups, roles, recipients, settings } = state;
  if (settings.has(seedMark) || [keys, users, groups, roles, recipients].some(({ size }) => size > 0)) {
    return false;
  }
  settings.set(seedMark, new Uint8Array(0));
  for (const { scope, instance } of seed.instances) insertInstance(state, scope, instance);
  for (const { scope, aliases, ...key } of seed.keys) {
    insertNewKey(state, scope, key);
    for (const alias of aliases) {
      must(alias.keyId === key.key.id, `The seed gives the name ${alias.name} to another key than its own.`);
      must(insertAlias(state, scope, alias), `The seed gives the name ${alias.name} twice.`);
    }
  }
  for (const { scope, secret, versions, tags } of seed.secrets) {
    insertSecret(state, scope, secret, versions);
    insertTags(state, scope, { type: "secret", id: secret.name, tags });
  }
  for (const group of seed.groups) insertGroup(state, group);
  for (const user of seed.users) must(insertUser(state, user), `The seed has the user ${user.name} twice.`);
  for (const accessKey of seed.accessKeys) {
    must(insertAccessKey(state, accessKey), `The seed has the access key ${accessKey.id} twice.`);
  }
  for (const role of seed.roles) insertRole(state, role);
  for (const recipient of seed.recipients) insertRecipient(state, recipient);
  return true;
}
