import { StoreError } from "../errors.ts";
import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "../records.ts";
import { exact, isExactText } from "./exact-text.ts";
import { toJson } from "./json-column.ts";
import { toAccessKeyRow } from "./rows.ts";
import type { SqlTransaction } from "./session.ts";

/** Makes a user with its access keys, or nothing of it. */
export async function createUser(
  transaction: SqlTransaction,
  user: UserRecord,
  accessKeys: readonly AccessKeyRecord[],
): Promise<"created" | "name taken" | "access key id taken"> {
  const stranger = accessKeys.find((key) => key.account !== user.account || key.userName !== user.name);
  if (stranger !== undefined) {
    throw new StoreError("refused", `The access key ${stranger.id} is not one of the user ${user.name}.`);
  }
  if (!(await insertUser(transaction, user))) {
    return "name taken";
  }
  for (const accessKey of accessKeys) {
    if (!(await insertAccessKey(transaction, accessKey))) {
      // The transaction takes back what it has made so far.
      await deleteUser(transaction, user.account, user.name);
      return "access key id taken";
    }
  }
  return "created";
}

/** Gives a user that is there another access key. */
export async function createAccessKey(
  transaction: SqlTransaction,
  accessKey: AccessKeyRecord,
): Promise<"created" | "no user" | "access key id taken"> {
  if (!(await holdUser(transaction, accessKey.account, accessKey.userName))) {
    return "no user";
  }
  return (await insertAccessKey(transaction, accessKey)) ? "created" : "access key id taken";
}

/** Deletes a user; its access keys and memberships go with it. Answers false when there is none. */
export async function deleteUser(
  transaction: SqlTransaction,
  account: string,
  name: string,
): Promise<boolean> {
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

/** Inserts a user and puts it into its groups, which must be there; answers false when the name is taken. */
export async function insertUser(transaction: SqlTransaction, user: UserRecord): Promise<boolean> {
  const { account, name, groups } = user;
  const result = await transaction
    .insertInto("users")
    .values(exact({ account, name, policies: toJson(user.policies) }))
    .onConflict((conflict) => conflict.columns(["account", "name"]).doNothing())
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) {
    return false;
  }
  for (const group of groups) {
    await transaction
      .insertInto("user_groups")
      .values(exact({ account, user_name: name, group_name: group }))
      .execute();
  }
  return true;
}

/** Inserts an access key of a user that is there; answers false when the id is taken, in whatever account. */
export async function insertAccessKey(
  transaction: SqlTransaction,
  accessKey: AccessKeyRecord,
): Promise<boolean> {
  const result = await transaction
    .insertInto("access_keys")
    .values(exact(toAccessKeyRow(accessKey)))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Inserts a group. */
export async function insertGroup(transaction: SqlTransaction, group: GroupRecord): Promise<void> {
  const { account, name, policies } = group;
  await transaction
    .insertInto("groups")
    .values(exact({ account, name, policies: toJson(policies) }))
    .execute();
}

/** Inserts a role. */
export async function insertRole(transaction: SqlTransaction, role: RoleRecord): Promise<void> {
  const row = {
    account: role.account,
    name: role.name,
    trust_policy: role.trustPolicy,
    policies: toJson(role.policies),
    max_session_seconds: role.maxSessionSeconds,
  };
  await transaction.insertInto("roles").values(exact(row)).execute();
}

/** Finds a user and keeps it so until the transaction ends: whoever would delete it waits. */
async function holdUser(transaction: SqlTransaction, account: string, name: string): Promise<boolean> {
  if (!isExactText(account) || !isExactText(name)) {
    return false;
  }
  // Locks the row everywhere, though it changes nothing: SQLite knows no "for update".
  const result = await transaction
    .updateTable("users")
    .set((eb) => ({ name: eb.ref("users.name") }))
    .where("account", "=", account)
    .where("name", "=", name)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
