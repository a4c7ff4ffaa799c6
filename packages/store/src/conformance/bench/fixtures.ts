import { expectSame } from "@keyferry/conformance";
import type { AliasRecord, AliasWriter } from "../../aliases/contract.ts";
import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "../../identities/records.ts";
import type { InstancePlan, InstanceRecord } from "../../instances/records.ts";
import type { KeyRecord, KeyVersionRecord } from "../../keys/records.ts";
import type { RecipientRecord } from "../../recipients/contract.ts";
import type { StoreScope } from "../../scope.ts";
import type { TagRecord } from "../../tags/contract.ts";
import type { AddVersionOptions, DueKey, KeyFilter, KeyQuota, KeyWriter } from "../../keys/contract.ts";
import type { Seed, SeedKey } from "../../seed.ts";
import type { ScopedStore } from "../../aggregates.ts";
import type { KeyStore } from "../../store.ts";
import { homeScope, startTime } from "./check.ts";

/** An enabled symmetric key called `name`, with what differs. */
export function aKey(name: string, differences: Partial<KeyRecord> = {}): KeyRecord {
  return {
    id: `key-${name}`,
    instance: null,
    spec: "Aliyun_AES_256",
    usage: "ENCRYPT/DECRYPT",
    origin: "Aliyun_KMS",
    protectionLevel: "SOFTWARE",
    state: "Enabled",
    description: "",
    creator: homeScope.account,
    createdAt: startTime,
    deleteAt: null,
    primaryVersionId: versionIdOf(name),
    rotatedAt: startTime,
    rotation: null,
    deletionProtection: null,
    materialExpiresAt: null,
    policy: null,
    ...differences,
  };
}

/** The first version of the key called `name`, with what differs. */
export function aVersion(name: string, differences: Partial<KeyVersionRecord> = {}): KeyVersionRecord {
  return {
    id: versionIdOf(name),
    keyId: `key-${name}`,
    custody: "host",
    fingerprint: null,
    material: new TextEncoder().encode(`sealed ${name}`),
    createdAt: startTime,
    ...differences,
  };
}

/** A later version, called `name`, of the key called `keyName`. */
export function anotherVersion(name: string, keyName: string): KeyVersionRecord {
  return aVersion(name, { keyId: `key-${keyName}` });
}

/** The id of the version called `name`, or of the first version of the key called so: 36 characters. */
export function versionIdOf(name: string): string {
  return `version-${name}`.padEnd(36, "-");
}

/** An alias of the key called `keyName`. */
export function anAlias(name: string, keyName: string): AliasRecord {
  return { name: `alias/${name}`, keyId: `key-${keyName}`, createdAt: startTime };
}

const aPlan: InstancePlan = {
  chargeType: "POSTPAY",
  edition: "software",
  callsPerSecond: 200,
  keyVersions: 100,
  secrets: 10,
  vpcs: 5,
  logStorage: null,
  endsAt: null,
};

/** An instance called `name`, with what differs. */
export function anInstance(name: string, differences: Partial<InstanceRecord> = {}): InstanceRecord {
  return {
    id: `kst-${name.padEnd(21, "0")}`,
    name: `instance ${name}`,
    publicAccess: false,
    createdAt: startTime,
    connection: null,
    boundVpcs: [],
    plan: aPlan,
    deletionProtection: null,
    ...differences,
  };
}

/** A user called `name` in no group, with what differs. */
export function aUser(name: string, differences: Partial<UserRecord> = {}): UserRecord {
  return { account: homeScope.account, name, policies: [`{"of":"${name}"}`], groups: [], ...differences };
}

/** A group called `name`, with what differs. */
export function aGroup(name: string, differences: Partial<GroupRecord> = {}): GroupRecord {
  return { account: homeScope.account, name, policies: ['{"z":1}', '{"a":2}', '{"z":1}'], ...differences };
}

/** A role called `name`, with what differs. */
export function aRole(name: string, differences: Partial<RoleRecord> = {}): RoleRecord {
  return {
    account: homeScope.account,
    name,
    trustPolicy: `{"trusts":"${name}"}`,
    policies: ['{"z":1}', '{"a":2}', '{"z":1}'],
    maxSessionSeconds: 43_200,
    ...differences,
  };
}

/** The active access key `name` of the user called `userName`, with what differs. The id does not hang on the user. */
export function anAccessKey(
  userName: string,
  name: string,
  differences: Partial<AccessKeyRecord> = {},
): AccessKeyRecord {
  return {
    id: `LTAI-${name}`,
    account: homeScope.account,
    userName,
    sealedSecret: new TextEncoder().encode(`sealed ${userName} ${name}`),
    active: true,
    ...differences,
  };
}

/** A recipient called `name`, with what differs. */
export function aRecipient(name: string, differences: Partial<RecipientRecord> = {}): RecipientRecord {
  return {
    account: homeScope.account,
    name,
    publicKey: new TextEncoder().encode(`key of ${name}`),
    spec: "EC_SM2",
    fingerprint: `fingerprint of ${name}`,
    note: "",
    certificateChain: null,
    validUntil: null,
    createdAt: startTime,
    ...differences,
  };
}

/** A key as a seed has it. */
export function aSeedKey(
  name: string,
  aliases: readonly AliasRecord[] = [],
  scope: StoreScope = homeScope,
): SeedKey {
  return {
    scope,
    key: aKey(name),
    version: aVersion(name),
    tags: [{ key: "made-by", value: "seed" }],
    aliases,
  };
}

/** A seed of nothing but this. */
export function aSeed(parts: Partial<Seed> = {}): Seed {
  const identities = { groups: [], users: [], accessKeys: [], roles: [] };
  return { instances: [], keys: [], secrets: [], ...identities, recipients: [], ...parts };
}

/** Creates the key called `name`. */
export async function createKey(
  home: ScopedStore,
  name: string,
  differences: Partial<KeyRecord> = {},
  tags: readonly TagRecord[] = [],
  quota?: KeyQuota,
): ReturnType<KeyWriter["create"]> {
  return home.keys.write.create(aKey(name, differences), aVersion(name), tags, quota);
}

/** Gives the key called `keyName` another version, called `name`. */
export async function addVersion(
  home: ScopedStore,
  name: string,
  keyName: string,
  differences: Partial<AddVersionOptions> = {},
): ReturnType<KeyWriter["addVersion"]> {
  const options = { makePrimary: false, keyStates: ["Enabled"], maxVersions: 10, ...differences } as const;
  return home.keys.write.addVersion(anotherVersion(name, keyName), options);
}

/** Gives the key called `keyName` an alias. */
export async function createAlias(
  home: ScopedStore,
  name: string,
  keyName: string,
  quota?: number,
): ReturnType<AliasWriter["create"]> {
  return home.aliases.write.create(anAlias(name, keyName), ["Enabled", "Disabled"], quota);
}

/** Has the key called `name` deleted at a time. */
export async function scheduleDeletion(home: ScopedStore, name: string, deleteAt: number): Promise<boolean> {
  return home.keys.write.changeState(`key-${name}`, { from: ["Enabled"], to: "PendingDeletion", deleteAt });
}

/** The keys that are due, none of which may be refused. */
export async function dueKeys(store: KeyStore, now: number): Promise<readonly DueKey[]> {
  const { keys, refused } = await store.everywhere.keys.read.due(now);
  expectSame(refused.length, 0);
  return keys;
}

/** Deletes all keys that are due; answers their versions. */
export async function purge(store: KeyStore, now: number): Promise<readonly KeyVersionRecord[]> {
  const due = await dueKeys(store, now);
  for (const key of due) expectSame(await store.everywhere.keys.write.deleteDue(key, now), true);
  return due.flatMap(({ versions }) => versions);
}

/** The ids of the keys that match, in the order of the list. */
export async function listedKeys(home: ScopedStore, filter: KeyFilter = {}): Promise<readonly string[]> {
  const { items } = await home.keys.read.list(filter, { offset: 0, limit: 100 });
  return items.map((key) => key.id);
}

/** The ids of the versions of the key called `keyName`, in the order of the list. */
export async function listedVersions(home: ScopedStore, keyName: string): Promise<readonly string[]> {
  const { items } = await home.keys.read.listVersions(`key-${keyName}`, { offset: 0, limit: 100 });
  return items.map((version) => version.id);
}

/** The names of the aliases, of all keys or of one, in the order of the list. */
export async function listedAliases(home: ScopedStore, keyId?: string): Promise<readonly string[]> {
  const { items } = await home.aliases.read.list({ offset: 0, limit: 100 }, keyId);
  return items.map((alias) => alias.name);
}
