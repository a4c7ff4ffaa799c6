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
  /** Why it is protected from deletion, any text; null where it is not protected. */
  readonly deletionProtection: string | null;
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
