import type { AccessKeyRecord, IdentityReader } from "@keyferry/store";
import type { Session } from "../state/session.ts";
import { nameOf } from "../state/state.ts";

/** Makes the reader of identities. */
export function createIdentityReader({ read }: Session): IdentityReader {
  return {
    accessKeyById: (id) =>
      read((state) => {
        const found = state.accessKeys.get(id);
        return found && copied(found);
      }),
    userByName: (account, name) => read((state) => state.users.get(nameOf(account, name))),
    groupByName: (account, name) => read((state) => state.groups.get(nameOf(account, name))),
    roleByName: (account, name) => read((state) => state.roles.get(nameOf(account, name))),
    listUsers: (account) =>
      read((state) => Array.from(state.users.values()).filter((user) => user.account === account)),
    listRoles: (account) =>
      read((state) => Array.from(state.roles.values()).filter((role) => role.account === account)),
    accessKeysOf: (account, userName) =>
      read((state) =>
        Array.from(state.accessKeys.values())
          .filter((accessKey) => accessKey.account === account && accessKey.userName === userName)
          .map(copied),
      ),
  };
}

/** An access key whose bytes are the caller's. */
function copied(accessKey: AccessKeyRecord): AccessKeyRecord {
  return { ...accessKey, sealedSecret: new Uint8Array(accessKey.sealedSecret) };
}
