/** Where rows live: nothing of one scope is ever visible in another. */
export interface StoreScope {
  /** Account id, decimal digits. */
  readonly account: string;
  /** Region id, such as `cn-hangzhou`. */
  readonly region: string;
}

/** State of a key, in Alibaba Cloud's words. */
export type KeyState = "Enabled" | "Disabled" | "PendingDeletion" | "PendingImport";

/** A key, without its material. Times are milliseconds since the epoch. */
export interface KeyRecord {
  readonly id: string;
  /** The KMS instance it lives in; null for a key outside instances. */
  readonly instance: string | null;
  readonly spec: string;
  readonly usage: string;
  readonly origin: string;
  readonly protectionLevel: "SOFTWARE" | "HSM";
  readonly state: KeyState;
  readonly description: string;
  /** Who made it: the id of its account, or the short name of the cloud service whose key it is, such as `mse`. */
  readonly creator: string;
  readonly createdAt: number;
  /** When it will be gone; null unless the state is PendingDeletion. */
  readonly deleteAt: number | null;
  readonly primaryVersionId: string;
  /** The key policy, JSON text. Only a key of an instance has one: null for every other. */
  readonly policy: string | null;
}

/** A version of a key, with its material as a crypto backend stores it. */
export interface KeyVersionRecord {
  /** 36 ASCII characters. */
  readonly id: string;
  readonly keyId: string;
  /** Names whose material it is; see `StoredMaterial` of the crypto contract. */
  readonly custody: string;
  /** Sealed material or a reference, never plaintext. */
  readonly material: Uint8Array;
  readonly createdAt: number;
}

/** A key version together with its key. */
export interface KeyWithVersion {
  readonly key: KeyRecord;
  readonly version: KeyVersionRecord;
}

/** A key version together with its key and the account that both belong to. */
export interface OwnedKeyVersion extends KeyWithVersion {
  /** Account id, decimal digits. */
  readonly account: string;
}

/** An alias: a second name of a key. */
export interface AliasRecord {
  /** With its prefix: `alias/orders`. */
  readonly name: string;
  readonly keyId: string;
  readonly createdAt: number;
}

/** A tag of a key. */
export interface TagRecord {
  readonly key: string;
  readonly value: string;
}

/** A KMS instance. */
export interface InstanceRecord {
  /** `kst-` and 21 lower-case letters and digits. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** Whether its keys answer on the public gateway. */
  readonly publicAccess: boolean;
  readonly createdAt: number;
  /** Where it is in its owner's network; null until it is connected. */
  readonly connection: InstanceConnection | null;
  /** The other VPCs that may reach it. */
  readonly boundVpcs: readonly BoundVpc[];
}

/** Where an instance is in its owner's network. */
export interface InstanceConnection {
  readonly vpcId: string;
  readonly vSwitchIds: readonly string[];
  readonly zoneIds: readonly string[];
}

/** A VPC that an instance is bound to, beside the one that it is in. */
export interface BoundVpc {
  readonly regionId: string;
  readonly vpcId: string;
  readonly vSwitchId: string;
  /** Account id of its owner. */
  readonly vpcOwnerId: string;
}

/** An access key of a user. The root's is configuration and is not stored. */
export interface AccessKeyRecord {
  readonly id: string;
  readonly account: string;
  readonly userName: string;
  /** The secret, sealed under the root key. */
  readonly sealedSecret: Uint8Array;
  readonly active: boolean;
}

/** A user of an account, with the policies attached to it. */
export interface UserRecord {
  readonly account: string;
  readonly name: string;
  /** RAM policy documents, JSON text, in the order they were attached. */
  readonly policies: readonly string[];
  /** Names of the groups that it is in, in the order it joined them. Groups of its account. */
  readonly groups: readonly string[];
}

/** A group of an account: its policies are those of every user in it. */
export interface GroupRecord {
  readonly account: string;
  readonly name: string;
  /** RAM policy documents, JSON text, in the order they were attached. */
  readonly policies: readonly string[];
}

/** A role of an account: who may assume it, and what it may do then. */
export interface RoleRecord {
  readonly account: string;
  readonly name: string;
  /** The trust policy, JSON text. */
  readonly trustPolicy: string;
  /** RAM policy documents, JSON text, in the order they were attached. */
  readonly policies: readonly string[];
  /** The longest that a session may last, in seconds. */
  readonly maxSessionSeconds: number;
}
