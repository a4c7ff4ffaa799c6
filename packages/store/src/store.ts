import type { StoreError } from "./errors.ts";
import type {
  AccessKeyRecord,
  AliasRecord,
  BoundVpc,
  GroupRecord,
  InstanceConnection,
  InstanceRecord,
  KeyRecord,
  KeyState,
  KeyVersionRecord,
  KeyWithVersion,
  OwnedKeyVersion,
  RoleRecord,
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
  /** `User`: made by the account. `Service`: a cloud service's key. */
  readonly creatorType?: readonly string[];
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
  /** Refuses a key in an instance that is not there, also one that is deleted at the same time. */
  createKey(
    key: KeyRecord,
    version: KeyVersionRecord,
    tags: readonly TagRecord[],
  ): Promise<"created" | "no instance">;
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
   * Moves an alias from the key that it names to another, or to the same. It keeps its `createdAt`, and so its place in
   * lists. A compare-and-set: refuses a key `to` that is gone or in a state other than `keyStates`, and, told after that,
   * a name that no key has, and one that names another key than `from`.
   */
  updateAlias(
    name: string,
    move: { readonly from: string; readonly to: string },
    keyStates: readonly KeyState[],
  ): Promise<"updated" | "no alias" | "another key's" | "key not usable">;
  /** Deletes an alias of a key. A compare-and-set: an alias of another key stays. */
  deleteAlias(name: string, keyId: string): Promise<"deleted" | "no alias" | "another key's">;
  /**
   * Puts another policy in the place of a key's. Answers false when the key is gone; a key outside instances is
   * refused one with a {@link StoreError}.
   */
  setKeyPolicy(keyId: string, policy: string): Promise<boolean>;
  createInstance(instance: InstanceRecord): Promise<void>;
  /** Connects an instance, once: of several calls one wins. */
  connectInstance(
    id: string,
    connection: InstanceConnection,
  ): Promise<"connected" | "connected already" | "not found">;
  /** Puts other VPCs in the place of those that an instance is bound to. Answers false when it is not there. */
  bindVpcs(id: string, boundVpcs: readonly BoundVpc[]): Promise<boolean>;
  /** Answers false when the instance is not there. */
  setPublicAccess(id: string, on: boolean): Promise<boolean>;
  /** Deletes an instance without keys. One that waits for its deletion is a key until its time has come. */
  deleteInstance(id: string): Promise<"deleted" | "holds keys" | "not found">;
}

/** One scope of the store. Whoever holds only `read` cannot change anything. */
export interface ScopedStore {
  readonly read: KeyReader;
  readonly write: KeyWriter;
}

/** Who may call, over all accounts: the look-ups that a request's authorisation needs. */
export interface CredentialStore {
  accessKeyById(id: string): Promise<AccessKeyRecord | undefined>;
  userByName(account: string, name: string): Promise<UserRecord | undefined>;
  groupByName(account: string, name: string): Promise<GroupRecord | undefined>;
  roleByName(account: string, name: string): Promise<RoleRecord | undefined>;
}

/** The administration of users and their access keys. Each method is one transaction, and none answers from a cache. */
export interface IdentityStore {
  /** In order of creation, oldest first. */
  listUsers(account: string): Promise<readonly UserRecord[]>;
  /** In order of creation, oldest first. A user that is not there has none. */
  accessKeysOf(account: string, userName: string): Promise<readonly AccessKeyRecord[]>;
  /**
   * Makes a user with its access keys, whole or not at all. A taken name is told before a taken id. A group that is not
   * there, and an access key of another user, are refused with a {@link StoreError}.
   */
  createUser(
    user: UserRecord,
    accessKeys: readonly AccessKeyRecord[],
  ): Promise<"created" | "name taken" | "access key id taken">;
  /** Deletes a user with its access keys, and takes it out of its groups. Answers false when there is none. */
  deleteUser(account: string, name: string): Promise<boolean>;
  /** Puts other policies in the place of a user's. Answers false when there is no such user. */
  setUserPolicies(account: string, name: string, policies: readonly string[]): Promise<boolean>;
  createAccessKey(record: AccessKeyRecord): Promise<"created" | "no user" | "access key id taken">;
  /** Answers false when the account has no such access key. */
  setAccessKeyActive(account: string, id: string, active: boolean): Promise<boolean>;
  /** Answers false when the account has no such access key. */
  deleteAccessKey(account: string, id: string): Promise<boolean>;
}

/** A key with all that belongs to it, as a seed makes it. */
export interface SeedKey {
  readonly scope: StoreScope;
  readonly key: KeyRecord;
  readonly version: KeyVersionRecord;
  readonly tags: readonly TagRecord[];
  readonly aliases: readonly AliasRecord[];
}

/** An instance, and where it lives. */
export interface ScopedInstance {
  readonly scope: StoreScope;
  readonly instance: InstanceRecord;
}

/** What a new store may begin with. */
export interface Seed {
  /** Its keys' instances may be among these. */
  readonly instances: readonly ScopedInstance[];
  readonly keys: readonly SeedKey[];
  /** The groups of its users. */
  readonly groups: readonly GroupRecord[];
  readonly users: readonly UserRecord[];
  readonly accessKeys: readonly AccessKeyRecord[];
  readonly roles: readonly RoleRecord[];
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

/**
 * The store of the service. A method that cannot reach the database rejects with {@link StoreError}, and so does one that
 * meets a row which is not as the store has written it: `tampered`.
 */
export interface KeyStore {
  /** Cheap: made per request. */
  scoped(scope: StoreScope): ScopedStore;
  readonly credentials: CredentialStore;
  readonly identities: IdentityStore;
  /** Small facts about the store itself, such as the check of the root key. */
  readonly settings: SettingStore;
  /**
   * Applies a seed whole, in one transaction, to a store without keys, users, groups and roles that no seed was applied
   * to before; answers false for any other. What was deleted since does not come back with a seed.
   */
  seed(seed: Seed): Promise<boolean>;
  /**
   * The versions of an id in a region, over all accounts, whose keys have a policy: those that somebody of another account
   * may be allowed to use. Oldest first. One statement.
   */
  versionsWithPolicy(region: string, versionId: string): Promise<readonly OwnedKeyVersion[]>;
  /** The instances of all scopes, oldest first. */
  listInstances(): Promise<readonly ScopedInstance[]>;
  /**
   * The keys of all scopes whose `deleteAt` has come, oldest first. They stay, found by no other look-up, until
   * {@link deleteDueKey}, so that their versions are known until a crypto backend has forgotten them.
   */
  dueKeys(now: number): Promise<DueKeys>;
  /** Deletes a key whose `deleteAt` has come, with versions, aliases and tags. Answers false for any other. */
  deleteDueKey(key: Pick<DueKey, "scope" | "keyId">, now: number): Promise<boolean>;
  /**
   * The key versions of all scopes in one custody, oldest first: what a module must hold, so that what it holds beside is
   * known as an orphan. A key that is due, and not purged yet, still has its versions here.
   */
  materialOf(custody: string): Promise<readonly KeyVersionRecord[]>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  /**
   * Writes a value of the store's own, and waits until it is kept as any other is. Rejects while nothing can be written, as
   * on a full disk. It counts as a change: caches forget what they know.
   */
  checkWrites(): Promise<void>;
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
  /** Writes a value of the store's own, as a claim is written. Rejects while nothing can be written, as on a full disk. */
  checkWrites(): Promise<void>;
  close(): Promise<void>;
}
