import type {
  AccessPointRecord,
  AccessPolicyRecord,
  ClientKeyRecord,
  NetworkRuleRecord,
} from "../access-points/records.ts";
import type { AliasRecord } from "../aliases/contract.ts";
import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "../identities/records.ts";
import type { InstanceRecord } from "../instances/records.ts";
import type { KeyRecord, KeyVersionRecord } from "../keys/records.ts";
import type { RecipientRecord } from "../recipients/contract.ts";
import type { SecretRecord, SecretVersionRecord } from "../secrets/records.ts";
import type { StoreScope } from "../scope.ts";
import type { TaggedResource, TaggedType } from "../tags/contract.ts";

/** Something of a scope, and where it lives. */
export interface ScopedRecord<T> {
  readonly scope: StoreScope;
  readonly record: T;
}

/** A version of a key, and how many of its messages are counted. */
export interface VersionSnapshot extends ScopedRecord<KeyVersionRecord> {
  readonly messages: number;
}

/** The tags of a resource in a snapshot. */
export type TagsSnapshot = ScopedRecord<TaggedResource & { readonly type: TaggedType }>;

/** A named value of the store itself. */
export interface SettingSnapshot {
  readonly name: string;
  readonly value: Uint8Array;
}

/** Everything that a store holds, at one moment: each list in order of creation, oldest first. */
export interface StoreSnapshot {
  readonly instances: readonly ScopedRecord<InstanceRecord>[];
  readonly keys: readonly ScopedRecord<KeyRecord>[];
  readonly versions: readonly VersionSnapshot[];
  readonly aliases: readonly ScopedRecord<AliasRecord>[];
  readonly secrets: readonly ScopedRecord<SecretRecord>[];
  readonly secretVersions: readonly ScopedRecord<SecretVersionRecord>[];
  /** Of each resource that has any. */
  readonly tags: readonly TagsSnapshot[];
  readonly networkRules: readonly ScopedRecord<NetworkRuleRecord>[];
  readonly accessPolicies: readonly ScopedRecord<AccessPolicyRecord>[];
  readonly accessPoints: readonly ScopedRecord<AccessPointRecord>[];
  readonly clientKeys: readonly ScopedRecord<ClientKeyRecord>[];
  readonly groups: readonly GroupRecord[];
  readonly users: readonly UserRecord[];
  readonly accessKeys: readonly AccessKeyRecord[];
  readonly roles: readonly RoleRecord[];
  readonly recipients: readonly RecipientRecord[];
  readonly settings: readonly SettingSnapshot[];
}
