import type {
  AccessKeyRecord,
  AliasRecord,
  InstanceRecord,
  KeyRecord,
  KeyState,
  KeyVersionRecord,
  KeyWithVersion,
  StoreScope,
  TagRecord,
  UserRecord,
} from "./records.ts";

/** A part of a list, in order of creation, oldest first. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** One page of a list, with the length of the whole. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly total: number;
}

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
  readonly aliasName?: readonly string[];
  readonly tagKey?: readonly string[];
  readonly tagValue?: readonly string[];
}

/** Reading within one scope. A key whose `deleteAt` has come is not found, and not listed, from that moment on. */
export interface KeyReader {
  keyById(id: string): Promise<KeyRecord | undefined>;
  keyByAlias(name: string): Promise<KeyRecord | undefined>;
  /** The hot path: one statement. */
  keyByVersion(versionId: string): Promise<KeyWithVersion | undefined>;
  listKeys(filter: KeyFilter, page: Page): Promise<Listing<KeyRecord>>;
  /** The versions of a key. One that is gone, or was never there, has none. */
  listVersions(keyId: string, page: Page): Promise<Listing<KeyVersionRecord>>;
  aliasByName(name: string): Promise<AliasRecord | undefined>;
  /** All aliases; of one key only when `keyId` is given. */
  listAliases(page: Page, keyId?: string): Promise<Listing<AliasRecord>>;
  tagsOf(keyId: string): Promise<readonly TagRecord[]>;
  instanceById(id: string): Promise<InstanceRecord | undefined>;
  /** Oldest first. */
  listInstances(): Promise<readonly InstanceRecord[]>;
}

/** A change of a key's state: a compare-and-set. */
export interface KeyStateChange {
  readonly from: readonly KeyState[];
  readonly to: KeyState;
  /** Set with PendingDeletion, null otherwise. Milliseconds since the epoch. */
  readonly deleteAt: number | null;
}

/** When a key may have another version, and what becomes of it. */
export interface AddVersionOptions {
  /** Whether the key uses the version from now on. */
  readonly makePrimary: boolean;
  /** The states in which the key may be. */
  readonly keyStates: readonly KeyState[];
  /** How many versions the key may have, with this one. */
  readonly maxVersions: number;
}

/** Writing within one scope. Each method is one transaction: it happens whole or not at all. */
export interface KeyWriter {
  createKey(key: KeyRecord, version: KeyVersionRecord, tags: readonly TagRecord[]): Promise<void>;
  /** Answers false, and changes nothing, when the key is not in one of the states `from`, or is gone. */
  changeKeyState(keyId: string, change: KeyStateChange): Promise<boolean>;
  /** Answers false, and changes nothing, when the key is not in one of `keyStates`, or is gone. */
  updateDescription(keyId: string, description: string, keyStates: readonly KeyState[]): Promise<boolean>;
  /**
   * Gives a key another version. Refuses a key that is gone or in a state other than `keyStates`, and, told after
   * that, one that has `maxVersions` already, however many ask at once.
   */
  addVersion(
    version: KeyVersionRecord,
    options: AddVersionOptions,
  ): Promise<"added" | "key not usable" | "too many versions">;
  /** Refuses a taken name, and a key that is gone or in a state other than `keyStates`. */
  createAlias(
    alias: AliasRecord,
    keyStates: readonly KeyState[],
  ): Promise<"created" | "name taken" | "key not usable">;
  /**
   * Moves an alias to a key, which may be the one that it has. It keeps its `createdAt`, and so its place in lists.
   * Refuses a key that is gone or in a state other than `keyStates`, and, told after that, a name that no key has.
   */
  updateAlias(
    name: string,
    keyId: string,
    keyStates: readonly KeyState[],
  ): Promise<"updated" | "no alias" | "key not usable">;
  /** Answers false when there was none. */
  deleteAlias(name: string): Promise<boolean>;
  createInstance(instance: InstanceRecord): Promise<void>;
}

/** One scope of the store. Whoever holds only `read` cannot change anything. */
export interface ScopedStore {
  readonly read: KeyReader;
  readonly write: KeyWriter;
}

/** Users and their access keys, over all accounts. */
export interface CredentialStore {
  accessKeyById(id: string): Promise<AccessKeyRecord | undefined>;
  userByName(account: string, name: string): Promise<UserRecord | undefined>;
}

/** A key with all that belongs to it, as a seed makes it. */
export interface SeedKey {
  readonly scope: StoreScope;
  readonly key: KeyRecord;
  readonly version: KeyVersionRecord;
  readonly tags: readonly TagRecord[];
  readonly aliases: readonly AliasRecord[];
}

/** What a new store may begin with. */
export interface Seed {
  readonly keys: readonly SeedKey[];
  readonly users: readonly UserRecord[];
  readonly accessKeys: readonly AccessKeyRecord[];
}

/** The store of the service. A method that cannot reach the database rejects with {@link StoreError}. */
export interface KeyStore {
  /** Cheap: made per request. */
  scoped(scope: StoreScope): ScopedStore;
  readonly credentials: CredentialStore;
  /** Small facts about the store itself, such as the check of the root key. */
  readonly settings: SettingStore;
  /** Applies a seed whole, in one transaction, to a store without keys and users; answers false for any other. */
  seed(seed: Seed): Promise<boolean>;
  /** Deletes keys whose `deleteAt` has come, with versions, aliases and tags; answers their versions, in all scopes. */
  purgeDueKeys(now: number): Promise<readonly KeyVersionRecord[]>;
  /**
   * The key versions of all scopes in one custody, oldest first: what a module must hold, so that what it holds beside is
   * known as an orphan. A key that is due, and not purged yet, still has its versions here.
   */
  materialOf(custody: string): Promise<readonly KeyVersionRecord[]>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Named values of the store itself. */
export interface SettingStore {
  get(name: string): Promise<Uint8Array | undefined>;
  /** Keeps the value that is there already and answers it, or puts this one. One transaction. */
  getOrPut(name: string, value: Uint8Array): Promise<Uint8Array>;
}

/** Which nonces have been seen. Kept apart from keys: it is written at every request and may forget seconds. */
export interface NonceStore {
  /**
   * Claims a nonce for an access key, until `expiry` (milliseconds since the epoch).
   *
   * @returns false when it was claimed before and has not expired
   */
  claim(accessKeyId: string, nonce: string, expiry: number): Promise<boolean>;
  close(): Promise<void>;
}
