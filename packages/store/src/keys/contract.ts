import type { StoreError } from "../errors.ts";
import type { Listing, Page } from "../listing.ts";
import type { StoreScope } from "../scope.ts";
import type { TagRecord } from "../tags/contract.ts";
import type { KeyRecord, KeyState, KeyVersionRecord, KeyWithVersion } from "./records.ts";

/**
 * What a listed key must match: every property given, each by any of its values. A tag property matches when any tag of
 * the key does.
 */
export interface KeyFilter {
  readonly id?: readonly string[];
  readonly state?: readonly string[];
  readonly spec?: readonly string[];
  readonly usage?: readonly string[];
  readonly protectionLevel?: readonly string[];
  readonly instance?: readonly string[];
  readonly creator?: readonly string[];
  /** `User`: made by the account. `Service`: a cloud service's key. */
  readonly creatorType?: readonly string[];
  readonly aliasName?: readonly string[];
  readonly tagKey?: readonly string[];
  readonly tagValue?: readonly string[];
}

/** Reads keys and their versions. A key whose `deleteAt` has come is not found, and not listed, from that moment on. */
export interface KeyReader {
  byId(id: string): Promise<KeyRecord | undefined>;
  /** The hot path: one statement. */
  byVersion(versionId: string): Promise<KeyWithVersion | undefined>;
  list(filter: KeyFilter, page: Page): Promise<Listing<KeyRecord>>;
  /** The versions of a key. One that is gone, or was never there, has none. */
  listVersions(keyId: string, page: Page): Promise<Listing<KeyVersionRecord>>;
}

/** A change of a key's state: a compare-and-set. */
export interface KeyStateChange {
  readonly from: readonly KeyState[];
  readonly to: KeyState;
  /** What it becomes in place of `to`, where the version that the key uses has no material. Default: nobody asks. */
  readonly withoutMaterial?: KeyState;
  /** Set with PendingDeletion, null otherwise. Milliseconds since the epoch. */
  readonly deleteAt: number | null;
}

/** A change of the material of a version: a compare-and-set. */
export interface MaterialChange {
  readonly versionId: string;
  /** What the version must still have. Without material, its fingerprint alone tells whether any was there meanwhile. */
  readonly from: Pick<KeyVersionRecord, "material" | "fingerprint">;
  readonly to: Pick<KeyVersionRecord, "custody" | "material" | "fingerprint">;
  /** As in {@link KeyRecord}. */
  readonly expiresAt: number | null;
  /** What becomes of the key's state, by the one that it is in: in others it is not changed. */
  readonly states: Readonly<Partial<Record<KeyState, KeyState>>>;
  /** What becomes of it in place of that, where the material has expired by then. Default: nobody asks whether it has. */
  readonly whenExpired?: {
    readonly by: number;
    readonly states: Readonly<Partial<Record<KeyState, KeyState>>>;
  };
  /** Refuses a key whose material has not expired by then. Default: nobody asks whether it has. */
  readonly expiredBy?: number;
}

/** When a key may have another version, and what becomes of it. */
export interface AddVersionOptions {
  /** Whether the key uses the version from now on. */
  readonly makePrimary: boolean;
  /** The states in which the key may be. */
  readonly keyStates: readonly KeyState[];
  /** How many versions the key may have, with this one. */
  readonly maxVersions: number;
  /** How many versions all keys may have, with this one, that are where the key is. Default: any number. */
  readonly quota?: number;
  /** Refuses a key whose next version is not due by then. Default: nobody asks whether one is. */
  readonly dueBy?: number;
  /** Refuses a key that uses another version by then. Default: nobody asks which one it uses. */
  readonly primary?: string;
}

/** Messages of a version that somebody is about to encrypt. */
export interface MessagesWanted {
  readonly wanted: number;
  /** How many may be counted in all. */
  readonly max: number;
}

/** Messages of a version that are counted, and whose: whoever was given them, and nobody else, may encrypt them. */
export interface MessageBlock {
  /** How many were counted before. */
  readonly before: number;
  /** How many these are: fewer than were wanted where there may be no more, and 0 at last. */
  readonly count: number;
}

/** How many there may be, with a new key, where it is: in its instance, or outside instances. Absent: any number. */
export interface KeyQuota {
  readonly keys?: number;
  /** Of all the keys. */
  readonly versions?: number;
}

/** Writes keys and their versions. Each method is one transaction: it happens whole or not at all. */
export interface KeyWriter {
  /**
   * Refuses a key in an instance that is not there, also one that is deleted at the same time, and one that is more than there
   * may be, however many are made at once.
   */
  create(
    key: KeyRecord,
    version: KeyVersionRecord,
    tags: readonly TagRecord[],
    quota?: KeyQuota,
  ): Promise<"created" | "no instance" | "over quota">;
  /**
   * Answers false, and changes nothing, when the key is not in one of the states `from`, or is gone. Nor does a key that is
   * protected from deletion become PendingDeletion.
   */
  changeState(keyId: string, change: KeyStateChange): Promise<boolean>;
  /** Answers false, and changes nothing, when the key is not in one of `keyStates`, or is gone. */
  updateDescription(keyId: string, description: string, keyStates: readonly KeyState[]): Promise<boolean>;
  /**
   * Protects a key from deletion, or ends that. Answers false, and changes nothing, when the key is not in one of `keyStates`,
   * or is gone.
   *
   * @param protection why it is protected, any text; null ends the protection
   */
  setDeletionProtection(
    keyId: string,
    protection: string | null,
    keyStates: readonly KeyState[],
  ): Promise<boolean>;
  /**
   * Gives a version of a key imported material, or takes that away, with all that hangs on it. Answers false, and changes
   * nothing, when the key is in none of `states`, or is gone, when the version is not as `from` says, or when its material has
   * not expired by `expiredBy`.
   */
  changeMaterial(keyId: string, change: MaterialChange): Promise<boolean>;
  /**
   * Has new versions of a key made by themselves from now on, or ends that: the next one is due so long after the newest one.
   * Answers false, and changes nothing, when the key is not in one of `keyStates`, or is gone.
   *
   * @param intervalSeconds null ends it
   */
  setRotation(
    keyId: string,
    intervalSeconds: number | null,
    keyStates: readonly KeyState[],
  ): Promise<boolean>;
  /**
   * Gives a key another version, from which on its rotation counts. Refuses a key that is gone, in a state other than
   * `keyStates`, not due by `dueBy`, or with another primary version than `primary`, and, told after that, one that has
   * `maxVersions` already, or more than `quota` allows, however many ask at once.
   */
  addVersion(
    version: KeyVersionRecord,
    options: AddVersionOptions,
  ): Promise<"added" | "key not usable" | "too many versions" | "over quota">;
  /**
   * Counts messages of a version before they are encrypted, so that no one is given twice, however many ask at once. The count
   * never goes back. Neither key nor version changes for anybody who reads them.
   *
   * @returns undefined where the version is not there
   */
  reserveMessages(versionId: string, messages: MessagesWanted): Promise<MessageBlock | undefined>;
}

/** A key whose time of deletion has come, with its versions. */
export interface DueKey {
  readonly scope: StoreScope;
  readonly keyId: string;
  /** Oldest first. */
  readonly versions: readonly KeyVersionRecord[];
}

/** The keys whose time of deletion has come. */
export interface DueKeys {
  /** Oldest first. */
  readonly keys: readonly DueKey[];
  /**
   * One for each that was tampered with, or one of whose versions was. It stays: somebody else may have written that it
   * is due.
   */
  readonly refused: readonly StoreError[];
}

/** A key in its scope. */
export interface ScopedKeyId {
  readonly scope: StoreScope;
  readonly keyId: string;
}

/** A key, and where it lives. */
export interface ScopedKey {
  readonly scope: StoreScope;
  readonly key: KeyRecord;
}

/** A version of a key, where it lives, and how many of its messages are counted. */
export interface CountedVersion extends ScopedKeyId {
  readonly versionId: string;
  readonly messages: number;
}

/** The keys whose next version is due. */
export interface KeysToRotate {
  readonly keys: readonly ScopedKey[];
  /** One for each that was tampered with: somebody else may have written that it is due. */
  readonly refused: readonly StoreError[];
}

/** Reads the keys of all scopes. */
export interface AllKeysReader {
  /** The keys whose `materialExpiresAt` has come, in the order in which they were made. */
  materialExpired(now: number): Promise<readonly ScopedKeyId[]>;
  /**
   * The keys whose `deleteAt` has come, oldest first. They stay, found by no other look-up, until
   * {@link AllKeysWriter.deleteDue}, so that their versions are known until a crypto backend has forgotten them.
   */
  due(now: number): Promise<DueKeys>;
  /** The enabled keys whose next version is due, that for the longest time first. */
  dueForRotation(now: number): Promise<KeysToRotate>;
  /**
   * The key versions in one custody, oldest first: what a module must hold, so that what it holds beside is known as an
   * orphan. A key that is due, and not purged yet, still has its versions here.
   */
  inCustody(custody: string): Promise<readonly KeyVersionRecord[]>;
  /**
   * The versions of which most messages are counted, that with most of them first, of equal ones the older first. One of which no
   * message is counted is not among them.
   *
   * @param limit how many versions at most
   */
  mostMessages(limit: number): Promise<readonly CountedVersion[]>;
}

/** Writes the keys of all scopes. */
export interface AllKeysWriter {
  /** Deletes a key whose `deleteAt` has come, with versions, aliases and tags. Answers false for any other. */
  deleteDue(key: Pick<DueKey, "scope" | "keyId">, now: number): Promise<boolean>;
}
