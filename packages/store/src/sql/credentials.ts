import type { Kysely } from "kysely";
import type { AccessKeyRecord, UserRecord } from "../records.ts";
import type { CredentialStore } from "../store.ts";
import { exact, isExactText } from "./exact-text.ts";
import { precompile } from "./precompiled.ts";
import type { PrecompiledQuery } from "./precompiled.ts";
import type { SqlTables } from "./schema.ts";
import type { SqlSession, SqlTransaction } from "./session.ts";

/** Makes the look-up of users and access keys. Every request needs it, so that its statements are precompiled. */
export function createCredentialStore(session: SqlSession, database: Kysely<SqlTables>): CredentialStore {
  const accessKeyById = precompile(database.selectFrom("access_keys").selectAll().where("id", "=", ""));
  // One row per policy, and one with null for a user without any.
  const policiesOfUser = precompile(
    database
      .selectFrom("users")
      .leftJoin("user_policies", (join) =>
        join
          .onRef("user_policies.account", "=", "users.account")
          .onRef("user_policies.user_name", "=", "users.name"),
      )
      .select("user_policies.document")
      .where("users.account", "=", "")
      .where("users.name", "=", "")
      .orderBy("user_policies.seq"),
  );

  const rowsOf = async <Row>(
    query: PrecompiledQuery<Row>,
    ...texts: readonly string[]
  ): Promise<readonly Row[]> => {
    if (!texts.every(isExactText)) {
      return [];
    }
    return (await session.read((reader) => reader.executeQuery(query(...texts)))).rows;
  };

  return {
    accessKeyById: async (id) => {
      const [row] = await rowsOf(accessKeyById, id);
      return (
        row && {
          id: row.id,
          account: row.account,
          userName: row.user_name,
          sealedSecret: row.sealed_secret,
          active: row.active === 1,
        }
      );
    },

    userByName: async (account, name) => {
      const rows = await rowsOf(policiesOfUser, account, name);
      if (rows.length === 0) {
        return undefined;
      }
      const policies = rows.map((row) => row.document).filter((document) => document !== null);
      return { account, name, policies };
    },
  };
}

/** Inserts a user with its policies. */
export async function insertUser(transaction: SqlTransaction, user: UserRecord): Promise<void> {
  const { account, name } = user;
  await transaction.insertInto("users").values(exact({ account, name })).execute();
  for (const document of user.policies) {
    await transaction
      .insertInto("user_policies")
      .values(exact({ account, user_name: name, document }))
      .execute();
  }
}

/** Inserts an access key of a user that is there. */
export async function insertAccessKey(
  transaction: SqlTransaction,
  accessKey: AccessKeyRecord,
): Promise<void> {
  const row = {
    id: accessKey.id,
    account: accessKey.account,
    user_name: accessKey.userName,
    sealed_secret: accessKey.sealedSecret,
    active: accessKey.active ? 1 : 0,
  };
  await transaction.insertInto("access_keys").values(exact(row)).execute();
}
