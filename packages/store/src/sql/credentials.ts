import type { Kysely } from "kysely";
import type { GroupRecord, RoleRecord, UserRecord } from "../records.ts";
import type { CredentialStore } from "../store.ts";
import { prefixedColumns, withoutPrefix, type Prefixed, type Row } from "./coded-tables.ts";
import { isExactText } from "./exact-text.ts";
import { grouped } from "./grouped.ts";
import { textsFromJson } from "./json-column.ts";
import { precompile } from "./precompiled.ts";
import type { PrecompiledQuery } from "./precompiled.ts";
import type { RowCodes } from "./row-codes.ts";
import { toAccessKeyRecord } from "./rows.ts";
import type { SqlTables } from "./schema.ts";
import type { SqlSession } from "./session.ts";

/** Makes the look-up of who may call. Every request needs it, so that its statements are precompiled. */
export function createCredentialStore(session: SqlSession, database: Kysely<SqlTables>): CredentialStore {
  const { codes } = session;
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

  const rowsOf = async <Found>(
    query: PrecompiledQuery<Found>,
    ...texts: readonly string[]
  ): Promise<readonly Found[]> => {
    if (!texts.every(isExactText)) {
      return [];
    }
    return (await session.read((reader) => reader.executeQuery(query(...texts)))).rows;
  };

  return {
    accessKeyById: async (id) => {
      const [row] = await rowsOf(accessKeyById, id);
      return row && toAccessKeyRecord(codes.check("access_keys", row, { id }));
    },
    userByName: async (account, name) => {
      const rows = await rowsOf(userByName, account, name);
      return toUserRecords(codes, rows, { account, name })[0];
    },
    groupByName: async (account, name) => {
      const [row] = await rowsOf(groupByName, account, name);
      return row && toGroupRecord(codes.check("groups", row, { account, name }));
    },
    roleByName: async (account, name) => {
      const [row] = await rowsOf(roleByName, account, name);
      return row && toRoleRecord(codes.check("roles", row, { account, name }));
    },
  };
}

type Membership = Prefixed<"user_groups", "membership_">;

/** A row of `users`, with a membership of that user; nulls for a user in no group. */
type UserWithGroup = Row<"users"> & { readonly [C in keyof Membership]: Membership[C] | null };

/** Users in order of creation: a row for each group that a user is in, and one for a user in none. */
export function usersWithGroups(database: Kysely<SqlTables>) {
  return database
    .selectFrom("users")
    .leftJoin("user_groups", (join) =>
      join
        .onRef("user_groups.account", "=", "users.account")
        .onRef("user_groups.user_name", "=", "users.name"),
    )
    .selectAll("users")
    .select(prefixedColumns("user_groups", "membership_"))
    .orderBy("users.seq")
    .orderBy("user_groups.seq");
}

/**
 * Reads the rows of {@link usersWithGroups}.
 *
 * @param asked what each user must have
 * @throws {StoreError} `tampered`
 */
export function toUserRecords(
  codes: RowCodes,
  rows: readonly UserWithGroup[],
  asked: Partial<Row<"users">>,
): readonly UserRecord[] {
  const users = grouped(rows, ({ seq }) => seq);
  return Array.from(users.values(), (ofUser) => toUserRecord(codes, ofUser, asked));
}

function toUserRecord(
  codes: RowCodes,
  rows: readonly [UserWithGroup, ...UserWithGroup[]],
  asked: Partial<Row<"users">>,
): UserRecord {
  const { account, name, policies, groups_mac: mac } = codes.check("users", rows[0], asked);
  const memberships = rows
    .filter(isMembership)
    .map((row) => withoutPrefix("user_groups", "membership_", row));
  codes.checkList("user_groups", memberships, { name, mac });
  const groups = memberships.map(({ group_name: group }) => group);
  return { account, name, policies: textsFromJson(policies), groups };
}

function isMembership(row: UserWithGroup): row is Row<"users"> & Membership {
  return row.membership_seq !== null;
}

function toGroupRecord({ account, name, policies }: Row<"groups">): GroupRecord {
  return { account, name, policies: textsFromJson(policies) };
}

function toRoleRecord(row: Row<"roles">): RoleRecord {
  return {
    account: row.account,
    name: row.name,
    trustPolicy: row.trust_policy,
    policies: textsFromJson(row.policies),
    maxSessionSeconds: row.max_session_seconds,
  };
}
