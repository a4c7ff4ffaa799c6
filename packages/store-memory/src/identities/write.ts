import type { IdentityWriter } from "@keyferry/store";
import { must } from "../state/put.ts";
import type { Session } from "../state/session.ts";
import { nameOf, type State } from "../state/state.ts";
import { insertAccessKey, insertUser } from "./insert.ts";

/** Makes the writer of identities. */
export function createIdentityWriter({ write }: Session): IdentityWriter {
  return {
    createUser: (user, accessKeys) =>
      write((state) => {
        for (const { id, account, userName } of accessKeys) {
          must(
            account === user.account && userName === user.name,
            `The access key ${id} is not one of the user ${user.name}.`,
          );
        }
        if (!insertUser(state, user)) return "name taken";
        if (accessKeys.every((accessKey) => insertAccessKey(state, accessKey))) return "created";
        deleteUser(state, user.account, user.name);
        return "access key id taken";
      }),

    deleteUser: (account, name) => write((state) => deleteUser(state, account, name)),

    setUserPolicies: (account, name, policies) =>
      write((state) => {
        const user = state.users.get(nameOf(account, name));
        if (user === undefined) return false;
        state.users.set(nameOf(account, name), { ...user, policies: [...policies] });
        return true;
      }),

    createAccessKey: (accessKey) =>
      write((state) => {
        if (!state.users.has(nameOf(accessKey.account, accessKey.userName))) return "no user";
        return insertAccessKey(state, accessKey) ? "created" : "access key id taken";
      }),

    setAccessKeyActive: (account, id, active) =>
      write((state) => {
        const accessKey = state.accessKeys.get(id);
        if (accessKey?.account !== account) return false;
        state.accessKeys.set(id, { ...accessKey, active });
        return true;
      }),

    deleteAccessKey: (account, id) =>
      write((state) => state.accessKeys.get(id)?.account === account && state.accessKeys.delete(id)),
  };
}

/** Takes a user away, with its access keys. */
function deleteUser(state: State, account: string, name: string): boolean {
  for (const [id, accessKey] of state.accessKeys) {
    if (accessKey.account === account && accessKey.userName === name) state.accessKeys.delete(id);
  }
  return state.users.delete(nameOf(account, name));
}
