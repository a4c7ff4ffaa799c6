import type { SeedAccount } from "./seed-account.ts";
import { faultAt } from "./seed-fault.ts";
import { isServiceAlias } from "./seed-key.ts";

/**
 * Refuses names that are taken twice: what the store would refuse, without saying where.
 *
 * @param rootAccessKeyId a seeded access key of this id would never be asked
 * @throws StartError with the place of the second one
 */
export function refuseTwins(accounts: readonly SeedAccount[], rootAccessKeyId: string): void {
  const ids = namesOnce();
  // A Host names an instance and no account.
  const instances = namesOnce();
  const accessKeys = namesOnce();
  accessKeys.take(rootAccessKeyId, "");
  for (const account of accounts) {
    const at = (list: string, index: number, member: string) =>
      `${account.place}${list}.${String(index)}.${member}`;
    ids.take(account.id, `${account.place}id`);
    const keys = namesOfKeys();
    for (const [index, key] of account.keys.entries()) {
      keys.take(key, `${account.place}keys.${String(index)}`);
    }
    for (const [index, { instance, keys: inside }] of account.instances.entries()) {
      instances.take(instance.id, at("instances", index, "id"));
      for (const [n, key] of inside.entries()) keys.take(key, at("instances", index, `keys.${String(n)}`));
    }
    const dataKeys = namesOnce();
    for (const [index, versions] of account.managedDataKeys.entries()) {
      for (const [n, { scope, secret }] of versions.entries()) {
        dataKeys.take(secret.name, at("managedDataKeys", index, `versions.${String(n)}.id`), scope.region);
      }
    }
    const [users, groups, roles] = [namesOnce(), namesOnce(), namesOnce()];
    for (const [index, { user, accessKeys: own }] of account.users.entries()) {
      users.take(user.name, at("users", index, "name"));
      for (const [n, { id }] of own.entries()) {
        accessKeys.take(id, at("users", index, `accessKeys.${String(n)}.id`));
      }
    }
    for (const [index, { name }] of account.groups.entries()) groups.take(name, at("groups", index, "name"));
    const recipients = namesOnce();
    const recipientKeys = namesOnce();
    for (const [index, { name, fingerprint }] of account.recipients.entries()) {
      recipients.take(name, at("recipients", index, "name"));
      recipientKeys.take(fingerprint, at("recipients", index, "publicKey"));
    }
    for (const [index, { name }] of account.roles.entries()) roles.take(name, at("roles", index, "name"));
  }
}

/** The names of one account's keys: each region has its own. */
function namesOfKeys() {
  const [ids, versionIds, aliases] = [namesOnce(), namesOnce(), namesOnce()];
  return {
    take({ scope, key, version, aliases: own }: SeedAccount["keys"][number], place: string): void {
      ids.take(key.id, `${place}.id`, scope.region);
      versionIds.take(version.id, `${place}.versionId`, scope.region);
      for (const [index, { name }] of own.entries()) {
        aliases.take(
          name,
          `${place}.${isServiceAlias(name) ? "service" : `aliases.${String(index)}`}`,
          scope.region,
        );
      }
    },
  };
}

function namesOnce() {
  const taken = new Set<string>();
  return {
    take(name: string, place: string, within = ""): void {
      if (taken.has(`${within} ${name}`)) throw faultAt(place, `${name} is taken twice`);
      taken.add(`${within} ${name}`);
    },
  };
}
