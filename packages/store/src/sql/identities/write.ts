import { StoreError } from "../../errors.ts";
import type { IdentityWriter } from "../../identities/contract.ts";
import type { AccessKeyRecord, UserRecord } from "../../identities/records.ts";
import { ofAccount, type SqlSession } from "../database/session.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { Tables } from "../rows/tables.ts";
import { isExactText } from "../values/exact-text.ts";
import { toJson } from "../values/json-column.ts";
import { insertAccessKey, insertUser } from "./insert.ts";

/** Makes the writer of identities. */
export function createIdentityWriter(session: SqlSession): IdentityWriter {
  return {
    createUser: (user, accessKeys) =>
      session.write(ofAccount(user.account), (tables) => createUser(tables, user, accessKeys)),
    deleteUser: (account, name) =>
      session.write(ofAccount(account), (tables) => deleteUser(tables, account, name)),
    setUserPolicies: (account, name, policies) =>
      session.write(ofAccount(account), (tables) => setUserPolicies(tables, account, name, policies)),
    createAccessKey: (record) =>
      session.write(ofAccount(record.account), (tables) => createAccessKey(tables, record)),
    setAccessKeyActive: (account, id, active) =>
      session.write(ofAccount(account), (tables) => setAccessKeyActive(tables, account, id, active)),
    deleteAccessKey: (account, id) =>
      session.write(ofAccount(account), (tables) => deleteAccessKey(tables, account, id)),
  };
}

/** Makes a user with its access keys, or nothing of it. */
async function createUser(
  tables: Tables,
  user: UserRecord,
  accessKeys: readonly AccessKeyRecord[],
): Promise<"created" | "name taken" | "access key id taken"> {
  const stranger = accessKeys.find((key) => key.account !== user.account || key.userName !== user.name);
  if (stranger !== undefined) {
    throw new StoreError("refused", `The access key ${stranger.id} is not one of the user ${user.name}.`);
  }
  if (!(await insertUser(tables, user))) {
    return "name taken";
  }
  for (const accessKey of accessKeys) {
    if (!(await insertAccessKey(tables, accessKey))) {
      // The transaction takes back what it has made so far.
      await deleteUser(tables, user.account, user.name);
      return "access key id taken";
    }
  }
  return "created";
}

/** Gives a user that is there another access key. */
async function createAccessKey(
  tables: Tables,
  accessKey: AccessKeyRecord,
): Promise<"created" | "no user" | "access key id taken"> {
  if ((await holdUser(tables, accessKey.account, accessKey.userName)) === undefined) {
    return "no user";
  }
  return (await insertAccessKey(tables, accessKey)) ? "created" : "access key id taken";
}

/**
 * Deletes a user; its access keys and memberships go with it. Answers false when there is none. Its code is not asked: to
 * delete what was tampered with is the way to be rid of it.
 */
async function deleteUser({ transaction }: Tables, account: string, name: string): Promise<boolean> {
  if (!isExactText(account) || !isExactText(name)) {
    return false;
  }
  const result = await transaction
    .deleteFrom("users")
    .where("account", "=", account)
    .where("name", "=", name)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Puts other policies in the place of a user's. Answers false when there is no such user. */
async function setUserPolicies(
  tables: Tables,
  account: string,
  name: string,
  policies: readonly string[],
): Promise<boolean> {
  const user = await holdUser(tables, account, name);
  if (user === undefined) {
    return false;
  }
  await tables.change("users", user, { policies: toJson(policies) });
  return true;
}

/** Enables or disables an access key. Answers false when the account has none of this id. */
async function setAccessKeyActive(
  tables: Tables,
  account: string,
  id: string,
  active: boolean,
): Promise<boolean> {
  const [accessKey] = await tables.hold("access_keys", { account, id });
  if (accessKey === undefined) {
    return false;
  }
  await tables.change("access_keys", accessKey, { active: active ? 1 : 0 });
  return true;
}

/** Deletes an access key, as {@link deleteUser} does a user. */
async function deleteAccessKey({ transaction }: Tables, account: string, id: string): Promise<boolean> {
  if (!isExactText(account) || !isExactText(id)) {
    return false;
  }
  const result = await transaction
    .deleteFrom("access_keys")
    .where("account", "=", account)
    .where("id", "=", id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Finds a user and keeps it so until the transaction ends: whoever would delete it waits. */
async function holdUser(tables: Tables, account: string, name: string): Promise<Row<"users"> | undefined> {
  return (await tables.hold("users", { account, name }))[0];
}
