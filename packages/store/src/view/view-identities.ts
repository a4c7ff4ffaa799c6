import type { CredentialReader } from "../identities/contract.ts";
import { nameOf, type LookUp } from "./look-up.ts";

/** Credentials as a view sees them. */
export function viewIdentities(read: CredentialReader, lookUp: LookUp): CredentialReader {
  return {
    async accessKeyById(id) {
      const name = nameOf("access key", id);
      const found = await lookUp(
        {
          aggregate: "identities",
          name,
          ownersOf: ({ account, userName }) => [name, nameOf("user", account, userName)],
        },
        () => read.accessKeyById(id),
      );
      return found && { ...found, sealedSecret: new Uint8Array(found.sealedSecret) };
    },
    userByName: (account, user) => named(nameOf("user", account, user), () => read.userByName(account, user)),
    groupByName: (account, group) =>
      named(nameOf("group", account, group), () => read.groupByName(account, group)),
    roleByName: (account, role) => named(nameOf("role", account, role), () => read.roleByName(account, role)),
  };

  function named<T extends object>(name: string, find: () => Promise<T | undefined>): Promise<T | undefined> {
    return lookUp({ aggregate: "identities", name, ownersOf: () => [name] }, find);
  }
}
