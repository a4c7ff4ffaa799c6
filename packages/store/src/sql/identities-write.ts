import { StoreError } from "../errors.ts";
import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "../records.ts";
import type { Row } from "./coded-tables.ts";
import { exact, isExactText } from "./exact-text.ts";
import { toJson } from "./json-column.ts";
import { toAccessKeyRow } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** Makes a user with its access keys, or nothing of it. */
export async function createUser(
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
export async function createAccessKey(
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
export async function deleteUser({ transaction }: Tables, account: string, name: string): Promise<boolean> {
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
export async function setUserPolicies(
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
export async function setAccessKeyActive(
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
export async function deleteAccessKey(
  { transaction }: Tables,
  account: string,
  id: string,
): Promise<boolean> {
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

/** Inserts a user and puts it into its groups, which must be there; answers false when the name is taken. */
export async function insertUser(tables: Tables, user: UserRecord): Promise<boolean> {
  const { account, name } = user;
  const memberships = user.groups.map((group) => ({ account, user_name: name, group_name: group }));
  const row = {
    account,
    name,
    policies: toJson(user.policies),
    groups_mac: tables.codes.codeOfList("user_groups", memberships),
  };
  if (!(await tables.insertUnlessTaken("users", row))) {
    return false;
  }
  for (const membership of memberships) {
    await tables.transaction.insertInto("user_groups").values(exact(membership)).execute();
  }
  return true;
}

/** Inserts an access key of a user that is there; answers false when the id is taken, in whatever account. */
export async function insertAccessKey(tables: Tables, accessKey: AccessKeyRecord): Promise<boolean> {
  return tables.insertUnlessTaken("access_keys", toAccessKeyRow(accessKey));
}

/** Inserts a group. */
export async function insertGroup(tables: Tables, { account, name, policies }: GroupRecord): Promise<void> {
  await tables.insert("groups", { account, name, policies: toJson(policies) });
}

/** Inserts a role. */
export async function insertRole(tables: Tables, role: RoleRecord): Promise<void> {
  await tables.insert("roles", {
    account: role.account,
    name: role.name,
    trust_policy: role.trustPolicy,
    policies: toJson(role.policies),
    max_session_seconds: role.maxSessionSeconds,
  });
}

/** Finds a user and keeps it so until the transaction ends: whoever would delete it waits. */
async function holdUser(tables: Tables, account: string, name: string): Promise<Row<"users"> | undefined> {
  return (await tables.hold("users", { account, name }))[0];
}
