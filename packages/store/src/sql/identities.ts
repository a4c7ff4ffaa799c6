import type { IdentityStore } from "../store.ts";
import { toUserRecords, usersWithGroups } from "./credentials.ts";
import { isExactText } from "./exact-text.ts";
import { createAccessKey, createUser, deleteUser } from "./identities-write.ts";
import { toJson } from "./json-column.ts";
import { toAccessKeyRecord } from "./rows.ts";
import type { SqlSession, SqlTransaction } from "./session.ts";

/** Makes the administration of users and access keys. */
export function createIdentityStore(session: SqlSession): IdentityStore {
  /** Changes what texts name: those that no row can have name nothing. */
  const change = async (
    texts: readonly string[],
    work: (transaction: SqlTransaction) => Promise<bigint>,
  ): Promise<boolean> => texts.every(isExactText) && (await session.write(work)) > 0n;

  return {
    listUsers: async (account) => {
      if (!isExactText(account)) return [];
      return session.read(async (database) =>
        toUserRecords(await usersWithGroups(database).where("users.account", "=", account).execute()),
      );
    },

    accessKeysOf: async (account, userName) => {
      if (!isExactText(account) || !isExactText(userName)) return [];
      return session.read(async (database) => {
        const rows = await database
          .selectFrom("access_keys")
          .selectAll()
          .where("account", "=", account)
          .where("user_name", "=", userName)
          .orderBy("seq")
          .execute();
        return rows.map(toAccessKeyRecord);
      });
    },

    createUser: (user, accessKeys) =>
      session.write((transaction) => createUser(transaction, user, accessKeys)),

    deleteUser: (account, name) => session.write((transaction) => deleteUser(transaction, account, name)),

    setUserPolicies: (account, name, policies) =>
      change([account, name], async (transaction) => {
        const result = await transaction
          .updateTable("users")
          .set({ policies: toJson(policies) })
          .where("account", "=", account)
          .where("name", "=", name)
          .executeTakeFirst();
        return result.numUpdatedRows;
      }),

    createAccessKey: (record) => session.write((transaction) => createAccessKey(transaction, record)),

    setAccessKeyActive: (account, id, active) =>
      change([account, id], async (transaction) => {
        const result = await transaction
          .updateTable("access_keys")
          .set({ active: active ? 1 : 0 })
          .where("account", "=", account)
          .where("id", "=", id)
          .executeTakeFirst();
        return result.numUpdatedRows;
      }),

    deleteAccessKey: (account, id) =>
      change([account, id], async (transaction) => {
        const result = await transaction
          .deleteFrom("access_keys")
          .where("account", "=", account)
          .where("id", "=", id)
          .executeTakeFirst();
        return result.numDeletedRows;
      }),
  };
}
