import type { IdentityReader } from "../../identities/contract.ts";
import type { SqlSession } from "../database/session.ts";
import { isExactText } from "../values/exact-text.ts";
import { toAccessKeyRecord, toGroupRecord, toRoleRecord, toUserRecords, usersWithGroups } from "./rows.ts";

/** Makes the reader of identities. Every request needs its look-ups, so that their statements are prepared. */
export function createIdentityReader(session: SqlSession): IdentityReader {
  const { codes } = session;
  const accessKeyById = session.prepare((database) =>
    database.selectFrom("access_keys").selectAll().where("id", "=", ""),
  );
  // Account and name.
  const userByName = session.prepare((database) =>
    usersWithGroups(database).where("users.account", "=", "").where("users.name", "=", ""),
  );
  const groupByName = session.prepare((database) =>
    database.selectFrom("groups").selectAll().where("account", "=", "").where("name", "=", ""),
  );
  const roleByName = session.prepare((database) =>
    database.selectFrom("roles").selectAll().where("account", "=", "").where("name", "=", ""),
  );

  return {
    accessKeyById: async (id) => {
      const row = await accessKeyById.first(id);
      return row && toAccessKeyRecord(codes.check("access_keys", row, { id }));
    },
    userByName: async (account, name) => {
      const rows = await userByName.all(account, name);
      return toUserRecords(codes, rows, { account, name })[0];
    },
    groupByName: async (account, name) => {
      const row = await groupByName.first(account, name);
      return row && toGroupRecord(codes.check("groups", row, { account, name }));
    },
    roleByName: async (account, name) => {
      const row = await roleByName.first(account, name);
      return row && toRoleRecord(codes.check("roles", row, { account, name }));
    },

    listUsers: async (account) => {
      if (!isExactText(account)) return [];
      const rows = await session.read((database) =>
        usersWithGroups(database).where("users.account", "=", account).execute(),
      );
      return toUserRecords(codes, rows, { account });
    },

    listRoles: async (account) => {
      if (!isExactText(account)) return [];
      const rows = await session.read((database) =>
        database.selectFrom("roles").selectAll().where("account", "=", account).orderBy("seq").execute(),
      );
      return rows.map((row) => toRoleRecord(codes.check("roles", row, { account })));
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
      return rows.map((row) => toAccessKeyRecord(codes.check("access_keys", row, asked)));
    },
  };
}
