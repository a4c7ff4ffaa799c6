import {
  newGroup,
  newRecipient,
  newRole,
  newUser,
  type NewUser,
  type NewUserOptions,
} from "@keyferry/access";
import type { Sealer } from "@keyferry/crypto";
import type { GroupRecord, RecipientRecord, RoleRecord, SeedKey, SeedSecret } from "@keyferry/store";
import type { Certifier } from "../recipients/certifier.ts";
import type { SeedContent } from "./seed-document.ts";
import { faultAt, naming } from "./seed-fault.ts";
import { makeSeedInstance, type SeedInstance } from "./seed-instance.ts";
import { makeSeedManagedDataKey } from "./seed-managed-data-key.ts";
import { makeSeedKey, type SeedKeyDependencies } from "./seed-key.ts";

/** What the content of accounts is made with. The scope's region is that of an entry which names none. */
export interface SeedAccountDependencies extends SeedKeyDependencies, Pick<NewUserOptions, "weaknessOf"> {
  readonly sealer: Sealer;
  readonly certify: Certifier;
}

/** The records of one account, in the order of its entries. */
export interface SeedAccount {
  /** Where its entries stand: empty for the server's own account, `accounts.0.` for another one. */
  readonly place: string;
  readonly id: string;
  /** Keys outside instances. */
  readonly keys: readonly SeedKey[];
  readonly instances: readonly SeedInstance[];
  /** The versions of each managed data key. */
  readonly managedDataKeys: readonly (readonly SeedSecret[])[];
  readonly groups: readonly GroupRecord[];
  readonly users: readonly NewUser[];
  readonly roles: readonly RoleRecord[];
  readonly recipients: readonly RecipientRecord[];
}

/**
 * Makes the records of one account.
 *
 * @throws StartError with the place of the first fault
 */
export async function makeSeedAccount(
  content: SeedContent,
  place: string,
  dependencies: SeedAccountDependencies,
): Promise<SeedAccount> {
  const { sealer, scope, weaknessOf, certify, now: createdAt } = dependencies;
  const { account } = scope;
  const each = <Entry, T>(
    list: "keys" | "instances" | "managedDataKeys" | "groups" | "users" | "roles" | "recipients",
    entries: readonly Entry[] = [],
    make: (entry: Entry, at: string) => Promise<T>,
  ): Promise<readonly T[]> =>
    Promise.all(entries.map((entry, index) => make(entry, `${place}${list}.${String(index)}`)));
  const keys = await each("keys", content.keys, ({ region = scope.region, ...entry }, at) =>
    naming(at, () => makeSeedKey(entry, null, { ...dependencies, scope: { account, region } })),
  );
  const instances = await each("instances", content.instances, (entry, at) =>
    makeSeedInstance(entry, at, dependencies),
  );
  const all = [...keys, ...instances.flatMap((instance) => instance.keys)];
  const made: SeedAccount = {
    ...{ place, id: account, keys, instances },
    managedDataKeys: await each("managedDataKeys", content.managedDataKeys, (entry, at) =>
      makeSeedManagedDataKey(entry, at, { ...dependencies, keys: all }),
    ),
    groups: await each("groups", content.groups, (entry, at) =>
      naming(at, () => newGroup({ account, entry })),
    ),
    users: await each("users", content.users, (entry, at) =>
      naming(at, () => newUser({ account, entry, sealer, ...(weaknessOf && { weaknessOf }) })),
    ),
    roles: await each("roles", content.roles, (entry, at) => naming(at, () => newRole({ account, entry }))),
    recipients: await each("recipients", content.recipients, (entry, at) =>
      naming(at, () => newRecipient({ account, entry, createdAt, certify })),
    ),
  };
  refuseUnknownGroups(made);
  return made;
}

function refuseUnknownGroups({ place, groups, users }: SeedAccount): void {
  const known = new Set(groups.map(({ name }) => name));
  for (const [index, { user }] of users.entries()) {
    const unknown = user.groups.findIndex((group) => !known.has(group));
    if (unknown < 0) continue;
    const at = `${place}users.${String(index)}.groups.${String(unknown)}`;
    throw faultAt(at, `there is no group ${user.groups[unknown] ?? ""} in the account`);
  }
}
