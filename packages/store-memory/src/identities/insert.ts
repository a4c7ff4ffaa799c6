import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "@keyferry/store";
import { must, put, putUnlessTaken } from "../state/put.ts";
import { nameOf, type State } from "../state/state.ts";

/**
 * Puts a user in; answers false when the name is taken.
 *
 * @throws {StoreError} `refused` for a group that is not there, or is there twice
 */
export function insertUser(state: State, user: UserRecord): boolean {
  const { account, name, groups } = user;
  if (state.users.has(nameOf(account, name))) return false;
  must(new Set(groups).size === groups.length, `The user ${name} is in a group twice.`);
  for (const group of groups) {
    must(state.groups.has(nameOf(account, group)), `The user ${name} is in a group that is not there.`);
  }
  return putUnlessTaken(state.users, nameOf(account, name), structuredClone(user));
}

/**
 * Puts an access key in; answers false when the id is taken, in whatever account.
 *
 * @throws {StoreError} `refused` when its user is not there
 */
export function insertAccessKey(state: State, accessKey: AccessKeyRecord): boolean {
  const { id, account, userName, sealedSecret } = accessKey;
  if (state.accessKeys.has(id)) return false;
  must(state.users.has(nameOf(account, userName)), `The access key ${id} is of a user who is not there.`);
  return putUnlessTaken(state.accessKeys, id, { ...accessKey, sealedSecret: new Uint8Array(sealedSecret) });
}

/** Puts a group in. @throws {StoreError} `refused` when its name is taken */
export function insertGroup(state: State, group: GroupRecord): void {
  put(state.groups, nameOf(group.account, group.name), structuredClone(group));
}

/** Puts a role in. @throws {StoreError} `refused` when its name is taken */
export function insertRole(state: State, role: RoleRecord): void {
  put(state.roles, nameOf(role.account, role.name), structuredClone(role));
}
