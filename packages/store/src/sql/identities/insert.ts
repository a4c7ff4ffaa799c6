import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "../../identities/records.ts";
import type { Tables } from "../rows/tables.ts";
import { exact } from "../values/exact-text.ts";
import { toJson } from "../values/json-column.ts";
import { toAccessKeyRow } from "./rows.ts";

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
