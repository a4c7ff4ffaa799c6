import type { StoreError } from "../errors.ts";
import type { Listing, Page } from "../listing.ts";
import type { StoreScope } from "../scope.ts";
import type { TagRecord } from "../tags/contract.ts";
import type { SecretRecord, SecretVersionName, SecretVersionRecord } from "./records.ts";

/**
 * Which secrets are listed: those that match every property that is given, each by any of its values. A name or a
 * description may end with `*`, which stands for anything.
 */
export interface SecretFilter {
  readonly name?: readonly string[];
  readonly description?: readonly string[];
  readonly instance?: readonly string[];
  readonly type?: readonly string[];
  readonly creator?: readonly string[];
  readonly tagKey?: readonly string[];
  readonly tagValue?: readonly string[];
}

/** Reads secrets. One whose `deleteAt` has come is not found, and not listed, from that moment on. */
export interface SecretReader {
  byName(name: string): Promise<SecretRecord | undefined>;
  /** A value of a secret that is still there. */
  version(secretName: string, versionId: string): Promise<SecretVersionRecord | undefined>;
  /** The versions of a secret that is still there, oldest first. */
  versions(secretName: string): Promise<readonly SecretVersionName[]>;
  list(filter: SecretFilter, page: Page): Promise<Listing<SecretRecord>>;
}

/** A secret as it is while it is changed: nobody else changes it meanwhile. */
export interface HeldSecret {
  readonly secret: SecretRecord;
  /** Oldest first. */
  readonly versions: readonly SecretVersionName[];
}

/** What is to become of a secret. */
export interface SecretChange {
  readonly set: Partial<Omit<SecretRecord, "name" | "instance" | "type" | "creator" | "createdAt">>;
  /** Versions that are new. */
  readonly add?: readonly SecretVersionRecord[];
  /** Ids of versions that go. */
  readonly drop?: readonly string[];
}

/** Writes secrets. Each method is one transaction: it happens whole or not at all. */
export interface SecretWriter {
  /**
   * Refuses a taken name, and an instance that is not there; told after that, one more secret than there may be. The name of
   * a secret that is gone is free.
   *
   * @param quota how many there may be, with this one, where it is: in its instance, or outside instances; any number by default
   * @throws {StoreError} `refused` for a label of a version that is not among the versions, and such a rotation
   */
  create(
    secret: SecretRecord,
    versions: readonly SecretVersionRecord[],
    tags: readonly TagRecord[],
    quota?: number,
  ): Promise<"created" | "name taken" | "no instance" | "over quota">;
  /**
   * Changes a secret as it is when nobody else can change it any more.
   *
   * @param decide says what is to become of it; `delete` deletes it at once, with all its versions and tags; any other
   *   text is a refusal, which is handed on. It is called at most once
   * @throws {StoreError} `refused` for a version whose id is taken, and for a label, or a rotation, of a version that is not
   *   there
   */
  change<Refusal extends string>(
    name: string,
    decide: (held: HeldSecret) => SecretChange | "delete" | Refusal,
  ): Promise<Refusal | "changed" | "deleted" | "no secret">;
}

/** A secret, and where it lives. */
export interface NamedSecret {
  readonly scope: StoreScope;
  readonly name: string;
}

/** Secrets whose time has come, and those of them whose rows were tampered with. */
export interface DueSecrets {
  readonly secrets: readonly NamedSecret[];
  /** Why others are not among them: each is `tampered`. */
  readonly refused: readonly StoreError[];
}

/** Reads the secrets of all scopes. */
export interface AllSecretsReader {
  /** Those whose `deleteAt` has come, oldest first. */
  dueForDeletion(now: number): Promise<DueSecrets>;
  /**
   * Those whose next rotation has come, and those whose rotation was left in its midst, oldest first. Not those that somebody
   * has deleted, or rotates now.
   */
  dueForRotation(now: number): Promise<DueSecrets>;
}

/** Writes the secrets of all scopes. */
export interface AllSecretsWriter {
  /** Deletes a secret whose time has come, with all its versions and tags; answers false when it is not there, or not due. */
  deleteDue(secret: NamedSecret, now: number): Promise<boolean>;
}
