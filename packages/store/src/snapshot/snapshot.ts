import type { AliasRecord } from "../aliases/contract.ts";
import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "../identities/records.ts";
import type { InstanceRecord } from "../instances/records.ts";
import type { KeyRecord, KeyVersionRecord } from "../keys/records.ts";
import type { SecretRecord, SecretVersionRecord } from "../secrets/records.ts";
import type { StoreScope } from "../scope.ts";
import type { TagRecord } from "../tags/contract.ts";

/** Something of a scope, and where it lives. */
export interface ScopedRecord<T> {
  readonly scope: StoreScope;
  readonly record: T;
}

/** A key in a snapshot, with its tags. */
export interface KeySnapshot extends ScopedRecord<KeyRecord> {
  readonly tags: readonly TagRecord[];
}

/** A named value of the store itself. */
export interface SettingSnapshot {
  readonly name: string;
  readonly value: Uint8Array;
}

/** Everything that a store holds, at one moment: each list in order of creation, oldest first. */
export interface StoreSnapshot {
  readonly instances: readonly ScopedRecord<InstanceRecord>[];
  readonly keys: readonly KeySnapshot[];
  readonly versions: readonly ScopedRecord<KeyVersionRecord>[];
  readonly aliases: readonly ScopedRecord<AliasRecord>[];
  readonly secrets: readonly ScopedRecord<SecretRecord>[];
  readonly secretVersions: readonly ScopedRecord<SecretVersionRecord>[];
  readonly groups: readonly GroupRecord[];
  readonly users: readonly UserRecord[];
  readonly accessKeys: readonly AccessKeyRecord[];
  readonly roles: readonly RoleRecord[];
  readonly settings: readonly SettingSnapshot[];
}
