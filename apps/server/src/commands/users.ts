import { AccessError, newUser, type NewUser, type NewUserOptions } from "@keyferry/access";
import type { Sealer } from "@keyferry/crypto";
import type { KeyStore } from "@keyferry/store";
import { weaknessOf } from "../config/access-key-strength.ts";
import { isLoopback } from "../config/loopback.ts";
import { readDocument } from "../config/document.ts";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";
import { alignColumns } from "./columns.ts";

/** The users of an account: a line each, oldest first, under a heading. */
export async function listUsers({ identities }: KeyStore, account: string): Promise<readonly string[]> {
  const users = await identities.read.listUsers(account);
  const rows = users.map(async ({ name, policies, groups }) => {
    const keys = await identities.read.accessKeysOf(account, name);
    const shown = keys.map(({ id, active }) => `${id} (${active ? "active" : "inactive"})`);
    return [name, String(policies.length), groups.join(", "), shown.join(", ")];
  });
  return alignColumns([["NAME", "POLICIES", "GROUPS", "ACCESS KEYS"], ...(await Promise.all(rows))]);
}

/**
 * Makes a user of an entry as a seed file has it.
 *
 * @throws StartError for an entry that is not valid, a name or an access key id that is taken, a group that is not there
 */
export async function addUser(
  store: KeyStore,
  file: string,
  { options, sealer }: { readonly options: Options; readonly sealer: Sealer },
): Promise<readonly string[]> {
  const account = options["account-id"];
  const entry = await readDocument(file, "file");
  const { user, accessKeys } = readEntry(file, {
    account,
    entry,
    sealer,
    ...(!isLoopback(options.host) && { weaknessOf }),
  });
  for (const group of user.groups) {
    if ((await store.identities.read.groupByName(account, group)) === undefined) {
      throw new StartError(`${file}: there is no group ${group} in the account ${account}`);
    }
  }
  if (accessKeys.some(({ id }) => id === options["access-key-id"])) {
    throw new StartError(`${file}: the access key id ${options["access-key-id"]} is the root's`);
  }
  const outcome = await store.identities.write.createUser(user, accessKeys);
  if (outcome === "name taken") throw new StartError(`${file}: there is a user ${user.name} already`);
  if (outcome === "access key id taken") throw new StartError(`${file}: an access key id is taken already`);
  return [`the user ${user.name} was added, with its access keys: ${String(accessKeys.length)}`];
}

/**
 * Deletes a user with its access keys.
 *
 * @throws StartError when there is none
 */
export async function removeUser(
  { identities }: KeyStore,
  account: string,
  name: string,
): Promise<readonly string[]> {
  if (!(await identities.write.deleteUser(account, name))) {
    throw new StartError(`the account ${account} has no user ${name}`);
  }
  return [`the user ${name} was removed, with its access keys`];
}

/**
 * Enables or disables an access key.
 *
 * @throws StartError when the account has no such access key
 */
export async function switchAccessKey(
  { identities }: KeyStore,
  account: string,
  { id, active }: { readonly id: string; readonly active: boolean },
): Promise<readonly string[]> {
  if (!(await identities.write.setAccessKeyActive(account, id, active))) {
    throw new StartError(`the account ${account} has no access key ${id}`);
  }
  return [`the access key ${id} is ${active ? "active" : "inactive"}`];
}

function readEntry(file: string, options: NewUserOptions): NewUser {
  try {
    return newUser(options);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    throw new StartError(`${file}: ${error.message}`, { cause: error });
  }
}
