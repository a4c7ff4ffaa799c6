import type { Kysely, Selectable } from "kysely";
import type { GroupRecord, RoleRecord, UserRecord } from "../records.ts";
import type { CredentialStore } from "../store.ts";
import { isExactText } from "./exact-text.ts";
import { textsFromJson } from "./json-column.ts";
import { precompile } from "./precompiled.ts";
import type { PrecompiledQuery } from "./precompiled.ts";
import { toAccessKeyRecord } from "./rows.ts";
import type { GroupRow, RoleRow, SqlTables } from "./schema.ts";
import type { SqlSession } from "./session.ts";

/** Makes the look-up of who may call. Every request needs it, so that its statements are precompiled. */
export function createCredentialStore(session: SqlSession, database: Kysely<SqlTables>): CredentialStore {
  const accessKeyById = precompile(database.selectFrom("access_keys").selectAll().where("id", "=", ""));
  const userByName = precompile(
    usersWithGroups(database).where("users.account", "=", "").where("users.name", "=", ""),
  );
  const groupByName = precompile(
    database.selectFrom("groups").selectAll().where("account", "=", "").where("name", "=", ""),
  );
  const roleByName = precompile(
    database.selectFrom("roles").selectAll().where("account", "=", "").where("name", "=", ""),
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
      return row && toAccessKeyRecord(row);
    },
    userByName: async (account, name) => toUserRecords(await rowsOf(userByName, account, name))[0],
    groupByName: async (account, name) => {
      const [row] = await rowsOf(groupByName, account, name);
      return row && toGroupRecord(row);
    },
    roleByName: async (account, name) => {
      const [row] = await rowsOf(roleByName, account, name);
      return row && toRoleRecord(row);
    },
  };
}

/** Users in order of creation: a row for each group that a user is in, and one with null for a user in none. */
export function usersWithGroups(database: Kysely<SqlTables>) {
  return database
    .selectFrom("users")
    .leftJoin("user_groups", (join) =>
      join
        .onRef("user_groups.account", "=", "users.account")
        .onRef("user_groups.user_name", "=", "users.name"),
    )
    .select(["users.account", "users.name", "users.policies", "user_groups.group_name"])
    .orderBy("users.seq")
    .orderBy("user_groups.seq");
}

/** Reads the rows of {@link usersWithGroups}, of one account. */
export function toUserRecords(
  rows: readonly {
    readonly account: string;
    readonly name: string;
    readonly policies: string;
    readonly group_name: string | null;
  }[],
): readonly UserRecord[] {
  const users = new Map<string, UserRecord & { readonly groups: string[] }>();
  for (const { account, name, policies, group_name: group } of rows) {
    const user = users.get(name) ?? { account, name, policies: textsFromJson(policies), groups: [] };
    users.set(name, user);
    if (group !== null) {
      user.groups.push(group);
    }
  }
  return Array.from(users.values());
}

function toGroupRecord({ account, name, policies }: Selectable<GroupRow>): GroupRecord {
  return { account, name, policies: textsFromJson(policies) };
}

function toRoleRecord(row: Selectable<RoleRow>): RoleRecord {
  return {
    account: row.account,
    name: row.name,
    trustPolicy: row.trust_policy,
    policies: textsFromJson(row.policies),
    maxSessionSeconds: row.max_session_seconds,
  };
}
