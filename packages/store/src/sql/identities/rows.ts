import type { Kysely } from "kysely";
import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "../../identities/records.ts";
import type { Row } from "../rows/coded-tables.ts";
import { joinedRows, prefixedColumns, type PrefixedOrNull } from "../rows/joined.ts";
import type { RowCodes } from "../rows/row-codes.ts";
import type { SqlTables } from "../rows/schema.ts";
import type { NewRow } from "../rows/tables.ts";
import { grouped } from "../values/grouped.ts";
import { textsFromJson } from "../values/json-column.ts";

/** A row of `users`, with a membership of that user; nulls for a user in no group. */
type UserWithGroup = Row<"users"> & PrefixedOrNull<"user_groups", "membership_">;

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
  const memberships = joinedRows("user_groups", "membership_", rows);
  codes.checkList("user_groups", memberships, { name, mac });
  const groups = memberships.map(({ group_name: group }) => group);
  return { account, name, policies: textsFromJson(policies), groups };
}

/** Reads a whole row of `groups`. */
export function toGroupRecord({ account, name, policies }: Row<"groups">): GroupRecord {
  return { account, name, policies: textsFromJson(policies) };
}

/** Reads a whole row of `roles`. */
export function toRoleRecord(row: Row<"roles">): RoleRecord {
  return {
    account: row.account,
    name: row.name,
    trustPolicy: row.trust_policy,
    policies: textsFromJson(row.policies),
    maxSessionSeconds: row.max_session_seconds,
  };
}

/** Reads a whole row of `access_keys`. */
export function toAccessKeyRecord(row: Row<"access_keys">): AccessKeyRecord {
  return {
    id: row.id,
    account: row.account,
    userName: row.user_name,
    sealedSecret: row.sealed_secret,
    active: row.active === 1,
  };
}

/** Writes an access key. */
export function toAccessKeyRow(accessKey: AccessKeyRecord): NewRow<"access_keys"> {
  return {
    id: accessKey.id,
    account: accessKey.account,
    user_name: accessKey.userName,
    sealed_secret: accessKey.sealedSecret,
    active: accessKey.active ? 1 : 0,
  };
}
