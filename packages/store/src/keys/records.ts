/** State of a key, in Alibaba Cloud's words. */
export type KeyState = "Enabled" | "Disabled" | "PendingDeletion" | "PendingImport";

/** How new versions of a key are made by themselves. */
export interface KeyRotation {
  readonly intervalSeconds: number;
  /** When the next version is due, in milliseconds since the epoch. Only an enabled key is given one. */
  readonly nextAt: number;
}

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
  /** When imported material will be gone; null where there is none, or it stays. */
  readonly materialExpiresAt: number | null;
  /** When its newest version was made. */
  readonly rotatedAt: number;
  /** Null: nobody makes new versions but callers. */
  readonly rotation: KeyRotation | null;
  /** Why it is protected from deletion, any text; null where it is not protected. */
  readonly deletionProtection: string | null;
  /** The key policy, JSON text. Only a key of an instance has one: null for every other. */
  readonly policy: string | null;
}

/** The custody and the material of a version that waits for its material to be imported. */
export const noMaterial = { custody: "none", material: new Uint8Array(0) } as const;

/** A version of a key, with its material as a crypto backend stores it, or {@link noMaterial}. */
export interface KeyVersionRecord {
  /** 36 ASCII characters. */
  readonly id: string;
  readonly keyId: string;
  /** Names whose material it is; see `StoredMaterial` of the crypto contract. */
  readonly custody: string;
  /** Sealed material or a reference, never plaintext. */
  readonly material: Uint8Array;
  /**
   * What tells imported material from any other, sealed: it stays when the material goes. Null before the first import, and
   * for material that was made by the service.
   */
  readonly fingerprint: Uint8Array | null;
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
