import type { SecretType } from "@keyferry/protocol";

/** A type of secrets whose values the service renews. */
export type ManagedSecretType = Exclude<SecretType, "Generic">;

/** What is known of a type of managed secrets. */
export interface ManagedType {
  /** What `SecretSubType` may be. */
  readonly subTypes: readonly string[];
  /** Members that its ExtendedConfig must have: they name what the secret is of. */
  readonly needs: readonly string[];
  /** Members whose values are among a few words. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Members that it has where nothing is said of them, by the others. */
  readonly presets: (config: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** Two members that name accounts, which are two: neither is empty, once the presets are there. */
  readonly accounts?: readonly [string, string];
  /** The members of a value, by the sub-type. */
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** The member that the service can make itself, as it makes passwords. Absent: only who keeps what the secret is of can. */
  readonly password?: Readonly<Record<string, string>>;
  /** How the first values are given: a list under that name, one value as it is, or not at all: the service makes them. */
  readonly first: { readonly listedAs: string } | "as it is" | "made";
  /** What its name is: the caller's choice, the service's own, or a choice under a beginning. */
  readonly name: "chosen" | "made" | { readonly beginning: string };
}

const account = ["AccountName", "AccountPassword"];
const nothing = () => ({});
/** The second account of two, which take turns. */
const withClone = ({ AccountName }: Readonly<Record<string, unknown>>) => ({
  CloneAccountName: `${String(AccountName)}_clone`,
});
/** Two accounts whose passwords the service makes. */
const madeAccounts = {
  subTypes: ["DoubleUsers"],
  presets: withClone,
  accounts: ["AccountName", "CloneAccountName"],
  members: { DoubleUsers: account },
  password: { DoubleUsers: "AccountPassword" },
  first: "made",
  name: "chosen",
} as const;

/** Every type of managed secrets. */
export const managedTypes: Readonly<Record<ManagedSecretType, ManagedType>> = {
  Rds: {
    subTypes: ["SingleUser", "DoubleUsers"],
    needs: ["DBInstanceId"],
    words: {},
    presets: nothing,
    members: { SingleUser: account, DoubleUsers: account },
    password: { SingleUser: "AccountPassword", DoubleUsers: "AccountPassword" },
    first: { listedAs: "Accounts" },
    name: "chosen",
  },
  Redis: { ...madeAccounts, needs: ["InstanceId", "AccountName"], words: {} },
  PolarDB: {
    ...madeAccounts,
    needs: ["DBClusterId", "AccountName"],
    words: { DBType: ["MySQL", "PostgreSQL"], AccountType: ["Normal"] },
  },
  RAMCredentials: {
    subTypes: ["RamUserAccessKey"],
    needs: ["UserName"],
    words: {},
    presets: nothing,
    members: { RamUserAccessKey: ["AccessKeyId", "AccessKeySecret"] },
    first: { listedAs: "AccessKeys" },
    name: "made",
  },
  ECS: {
    subTypes: ["Password", "SSHKey"],
    needs: ["InstanceId"],
    words: {},
    presets: () => ({ CommandId: "" }),
    members: { Password: ["UserName", "Password"], SSHKey: ["UserName", "PublicKey", "PrivateKey"] },
    password: { Password: "Password" },
    first: "as it is",
    name: { beginning: "acs/ecs/" },
  },
};

/** What is known of the type of a secret; undefined for a generic one. */
export function managedTypeOf(type: string): ManagedType | undefined {
  return Object.hasOwn(managedTypes, type) ? managedTypes[type as ManagedSecretType] : undefined;
}
