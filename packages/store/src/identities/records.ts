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
