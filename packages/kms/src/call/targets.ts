import type { AskedRecipient } from "@keyferry/access";
import type { WrappingAlgorithm } from "@keyferry/algorithms";
import type { RecipientKey } from "@keyferry/crypto";
import type {
  ClientKeyRecord,
  InstanceRecord,
  KeyRecord,
  KeyVersionRecord,
  SecretRecord,
  SecretVersionRecord,
  StoreScope,
} from "@keyferry/store";

/** For whom a call exports a data key: the public key has passed its checks. */
export interface ExportRecipient {
  readonly key: RecipientKey;
  readonly algorithm: WrappingAlgorithm;
  /** The recipient as access control and the audit trail know it. */
  readonly asked: AskedRecipient;
}

/** Why the recipient that a call names is none. The call is refused for that once access was asked and states were checked. */
export interface RefusedRecipient {
  readonly refusal: unknown;
}

/** Something that a call touches. */
export interface Target {
  /** ARN that the caller needs permission on. */
  readonly resource: string;
  /** The permission, when it is not the operation's first one. */
  readonly action?: string;
  /** To whom the call is to export a data key of it. */
  readonly recipient?: ExportRecipient | RefusedRecipient;
  /** Whether the call is to make it: until it may, its name is only what a caller says. */
  readonly isNew?: true;
}

/** A client key that a call touches; permission is asked on its access point. */
export interface ClientKeyTarget extends Target {
  readonly clientKey: ClientKeyRecord;
}

/** A key that a call touches, and whose it is: its state is checked too. */
export interface KeyTarget extends Target, StoreScope {
  readonly key: KeyRecord;
  /** Whether the call is allowed whatever the key's state is, since the operation's states are another key's. */
  readonly inAnyState?: true;
  /** Whether it seals the values of a secret that the call is about: the public access of its instance is no matter. */
  readonly ofSecret?: true;
  /** Whether it is the service's own, so that nobody needs permission on it. */
  readonly isService?: true;
}

/** A secret that a call touches, and whose it is: its state is checked too. */
export interface SecretTarget extends Target, StoreScope {
  readonly secret: SecretRecord;
}

/** A key version that a call uses. */
export interface VersionTarget extends KeyTarget {
  readonly version: KeyVersionRecord;
}

/** A key version from which a call exports, and for whom. */
export type ExportTarget<T extends VersionTarget = VersionTarget> = T & {
  readonly recipient: ExportRecipient;
};

/** A key version from which a call would export, if its recipient were one. */
export type RefusedExport<T extends VersionTarget = VersionTarget> = T & {
  readonly recipient: RefusedRecipient;
};

/** The key version that made a ciphertext which a call is to open. */
export interface CiphertextTarget extends VersionTarget {
  /** The ciphertext; of a ciphertext blob, what stands behind the version id. */
  readonly body: Uint8Array;
}

/** The key version whose data key opens a value of a secret, with the data key's ciphertext. */
export interface SecretValueTarget extends CiphertextTarget {
  readonly value: SecretVersionRecord;
}

/** A KMS instance that a call touches. */
export interface InstanceTarget extends Target {
  readonly instance: InstanceRecord;
}

/** All that a call touches, by the handler's own names. */
export type Targets = Readonly<Record<string, Target>>;

/** What an operation resolves to that anyone with an access key may call. Said aloud, so that nobody forgets to ask. */
export const needsNoPermission = Symbol("needs no permission");

/**
 * What a call touches part by part. Each part is asked about by itself while the call is performed, with `Call.check`, so
 * that one which is refused refuses no other.
 */
export class Parts<P> {
  readonly parts: readonly P[];

  constructor(parts: readonly P[]) {
    this.parts = parts;
  }
}
