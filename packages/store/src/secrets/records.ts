/** How the value of a secret is renewed by itself. `Invalid`: what was set up cannot be done. */
export type AutomaticRotation = "Enabled" | "Disabled" | "Invalid";

/** A rotation that has begun, and is not done. */
export interface BegunRotation {
  /** Until then nobody else rotates the secret, milliseconds since the epoch. From then on whoever comes goes on with it. */
  readonly until: number;
  /** The version that is to be the current one; null: there is none yet. It may be in use already where the secret is used. */
  readonly versionId: string | null;
}

/** The renewal of a managed secret's value. Times are milliseconds since the epoch. */
export interface SecretRotation {
  readonly automatic: AutomaticRotation;
  /** How long a value is good for; null: nobody has said. */
  readonly intervalSeconds: number | null;
  /** When the value was renewed last; null: never. */
  readonly lastAt: number | null;
  /** When it is to be renewed next; null unless that happens by itself. */
  readonly nextAt: number | null;
  /** What the last attempt failed of, for people; null: it did not fail. */
  readonly failure: string | null;
  /** Null: none is on its way. */
  readonly begun: BegunRotation | null;
}

/** A label of a secret, and the version that has it: each label sits on one version. */
export interface SecretStage {
  readonly name: string;
  readonly versionId: string;
}

/** A secret, without its values. Times are milliseconds since the epoch. */
export interface SecretRecord {
  readonly name: string;
  /** Id of the KMS instance that it lives in; null outside instances. */
  readonly instance: string | null;
  /** `Generic`, or the kind of what it is the password of. */
  readonly type: string;
  readonly description: string;
  /** Id of the key under whose data keys its values are sealed. */
  readonly keyId: string;
  /** The id of the account that has made it. */
  readonly creator: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** From then on it is gone; null: nobody has deleted it. */
  readonly deleteAt: number | null;
  /** JSON text of its policy; null outside instances. */
  readonly policy: string | null;
  /** In the order in which the labels came. */
  readonly stages: readonly SecretStage[];
  /** JSON text that says what a managed secret is the password of; null for a generic one. */
  readonly extendedConfig: string | null;
  /** Null for a generic secret: nothing renews it. */
  readonly rotation: SecretRotation | null;
}

/** A value of a secret. It never changes. */
export interface SecretVersionRecord {
  /** As its maker has named it; no other version of the secret has it. */
  readonly id: string;
  readonly secretName: string;
  readonly dataType: "text" | "binary";
  /** The ciphertext blob of the data key that the value is sealed with. */
  readonly dataKey: Uint8Array;
  /** The value, sealed. */
  readonly value: Uint8Array;
  readonly createdAt: number;
}

/** A version without its value. */
export type SecretVersionName = Pick<SecretVersionRecord, "id" | "createdAt">;
