import type { IdentityStore } from "../store.ts";
import { toUserRecords, usersWithGroups } from "./credentials.ts";
import { isExactText } from "./exact-text.ts";
import {
  createAccessKey,
  createUser,
  deleteAccessKey,
  deleteUser,
  setAccessKeyActive,
  setUserPolicies,
} from "./identities-write.ts";
import { toAccessKeyRecord } from "./rows.ts";
import type { SqlSession } from "./session.ts";

/** Makes the administration of users and access keys. */
export function createIdentityStore(session: SqlSession): IdentityStore {
  return {
    listUsers: async (account) => {
      if (!isExactText(account)) return [];
      const rows = await session.read((database) =>
        usersWithGroups(database).where("users.account", "=", account).execute(),
      );
      return toUserRecords(session.codes, rows, { account });
    },

    accessKeysOf: async (account, userName) => {
      if (!isExactText(account) || !isExactText(userName)) return [];
      const rows = await session.read((database) =>
        database
          .selectFrom("access_keys")
          .selectAll()
          .where("account", "=", account)
          .where("user_name", "=", userName)
          .orderBy("seq")
          .execute(),
      );
      const asked = { account, user_name: userName };
      return rows.map((row) => toAccessKeyRecord(session.codes.check("access_keys", row, asked)));
    },

    createUser: (user, accessKeys) => session.write((tables) => createUser(tables, user, accessKeys)),
    deleteUser: (account, name) => session.write((tables) => deleteUser(tables, account, name)),
    setUserPolicies: (account, name, policies) =>
      session.write((tables) => setUserPolicies(tables, account, name, policies)),
    createAccessKey: (record) => session.write((tables) => createAccessKey(tables, record)),
    setAccessKeyActive: (account, id, active) =>
      session.write((tables) => setAccessKeyActive(tables, account, id, active)),
    deleteAccessKey: (account, id) => session.write((tables) => deleteAccessKey(tables, account, id)),
  };
}
