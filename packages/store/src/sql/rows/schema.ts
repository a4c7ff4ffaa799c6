import type { Generated } from "kysely";
import type { KeyRecord, KeyState } from "../../keys/records.ts";
import type { AutomaticRotation, SecretVersionRecord } from "../../secrets/records.ts";
import type { TaggedType } from "../../tags/contract.ts";

/** Columns of every row that belongs to a scope. */
interface ScopedRow {
  /** Total order of creation within the table. */
  seq: Generated<number>;
  account: string;
  region: string;
}

/** The column of every row that is authenticated by itself. */
interface CodedRow {
  /** The code of all its other columns; see `RowCodes`. */
  mac: Uint8Array;
}

/** The column of every row that may have tags. */
interface TaggedRow {
  /** The code of its rows of `tags`, as a list. */
  tags_mac: Uint8Array;
}

/** A row of `instances`. */
export interface InstanceRow extends ScopedRow, CodedRow, TaggedRow {
  id: string;
  name: string;
  /** 0 or 1: SQLite has no booleans. */
  public_access: number;
  created_at: number;
  /** An `InstanceConnection` in JSON. */
  connection: string | null;
  /** A list of `BoundVpc` in JSON. */
  bound_vpcs: string;
  /** An `InstancePlan` in JSON. */
  plan: string;
  /** Why it is protected; null: it is not. */
  deletion_protection: string | null;
}

/** A row of `keys`. */
export interface KeyRow extends ScopedRow, CodedRow, TaggedRow {
  /** The row of `key_blocks` that counts it; see `joinBlock`. */
  block: number;
  instance: string | null;
  id: string;
  spec: string;
  usage: string;
  origin: string;
  protection_level: KeyRecord["protectionLevel"];
  state: KeyState;
  description: string;
  creator: string;
  created_at: number;
  delete_at: number | null;
  primary_version_id: string;
  material_expires_at: number | null;
  rotated_at: number;
  /** In seconds; null together with `rotate_at`: there is no rotation. */
  rotation_interval: number | null;
  rotate_at: number | null;
  /** Why it is protected; null: it is not. */
  deletion_protection: string | null;
  policy: string | null;
}

/** A row of `key_blocks`: how many keys of a scope are in a block, also those that are gone and not purged yet. */
export interface KeyBlockRow {
  account: string;
  region: string;
  block: number;
  count: number;
}

/** A row of `key_versions`. */
export interface KeyVersionRow extends ScopedRow, CodedRow {
  id: string;
  key_id: string;
  custody: string;
  material: Uint8Array;
  fingerprint: Uint8Array | null;
  created_at: number;
  /** How many messages are counted that are, or may be, encrypted under it. */
  messages: number;
}

/** A row of `aliases`. */
export interface AliasRow extends ScopedRow, CodedRow {
  /** That of its key. */
  instance: string | null;
  name: string;
  key_id: string;
  created_at: number;
}

/** A row of `tags`. Its resource has the code of it and the others, so that none can be taken away. */
export interface TagRow extends ScopedRow {
  resource_type: TaggedType;
  resource_id: string;
  tag_key: string;
  tag_value: string;
}

/** A row of `secrets`. */
export interface SecretRow extends ScopedRow, CodedRow {
  instance: string | null;
  name: string;
  type: string;
  description: string;
  key_id: string;
  creator: string;
  created_at: number;
  updated_at: number;
  delete_at: number | null;
  policy: string | null;
  /** A list of `SecretStage` in JSON. */
  stages: string;
  extended_config: string | null;
  /** Null: nothing renews it, and the six columns below are null. */
  rotation: AutomaticRotation | null;
  /** In seconds. */
  rotation_interval: number | null;
  rotated_at: number | null;
  rotate_at: number | null;
  rotation_failure: string | null;
  /** Null: no rotation has begun, and the column below is null. */
  rotating_until: number | null;
  rotating_version: string | null;
  /** The code of its rows of `tags`, as a list. */
  tags_mac: Uint8Array;
}

/** A row of `secret_versions`. */
export interface SecretVersionRow extends ScopedRow, CodedRow {
  secret_name: string;
  id: string;
  data_type: SecretVersionRecord["dataType"];
  data_key: Uint8Array;
  value: Uint8Array;
  created_at: number;
}

/** A row of `network_rules`. */
export interface NetworkRuleRow extends ScopedRow, CodedRow {
  name: string;
  type: string;
  description: string;
  /** A list of texts in JSON. */
  sources: string;
  created_at: number;
}

/** A row of `access_policies`. */
export interface AccessPolicyRow extends ScopedRow, CodedRow {
  name: string;
  description: string;
  instance: string;
  /** Lists of texts in JSON, all three. */
  permissions: string;
  resources: string;
  network_rules: string;
  rules_text: string;
  created_at: number;
}

/** A row of `access_points`. */
export interface AccessPointRow extends ScopedRow, CodedRow {
  name: string;
  description: string;
  authentication: string;
  /** A list of texts in JSON. */
  policies: string;
  created_at: number;
}

/** A row of `client_keys`. */
export interface ClientKeyRow extends ScopedRow, CodedRow {
  id: string;
  access_point: string;
  algorithm: string;
  certificate: Uint8Array;
  not_before: number;
  not_after: number;
  created_at: number;
}

/** Columns of every row that belongs to an account, whatever the region. */
interface AccountRow {
  /** Total order of creation within the table. */
  seq: Generated<number>;
  account: string;
}

/** A row of `users`. */
export interface UserRow extends AccountRow, CodedRow {
  name: string;
  /** A list of texts in JSON. */
  policies: string;
  /** The code of its rows of `user_groups`, as a list. */
  groups_mac: Uint8Array;
}

/**
 * A row of `user_groups`: that a user is in a group; `seq` is the order in which it joined them. The user has the code of it
 * and the others, so that none can be taken away.
 */
export interface UserGroupRow extends AccountRow {
  user_name: string;
  group_name: string;
}

/** A row of `groups`. */
export interface GroupRow extends AccountRow, CodedRow {
  name: string;
  /** A list of texts in JSON. */
  policies: string;
}

/** A row of `roles`. */
export interface RoleRow extends AccountRow, CodedRow {
  name: string;
  trust_policy: string;
  /** A list of texts in JSON. */
  policies: string;
  max_session_seconds: number;
}

/** A row of `access_keys`. */
export interface AccessKeyRow extends AccountRow, CodedRow {
  id: string;
  user_name: string;
  sealed_secret: Uint8Array;
  /** 0 or 1. */
  active: number;
}

/** A row of `recipients`. */
export interface RecipientRow extends AccountRow, CodedRow {
  name: string;
  public_key: Uint8Array;
  spec: string;
  fingerprint: string;
  note: string;
  certificate_chain: string | null;
  valid_until: number | null;
  created_at: number;
}

/** A row of `settings`. */
export interface SettingRow {
  name: string;
  value: Uint8Array;
}

/** A row of `epochs`: how often something was changed in a scope, or, where the region is empty, of a whole account. */
export interface EpochRow {
  /** Empty, with the region: everything. */
  account: string;
  region: string;
  epoch: number;
}

/** A migration that was applied. Kysely's migrator writes it. */
export interface MigrationRow {
  name: string;
  timestamp: string;
}

/** The tables of the SQL store, as Kysely's type parameter. Times are milliseconds since the epoch. */
export interface SqlTables {
  instances: InstanceRow;
  keys: KeyRow;
  key_blocks: KeyBlockRow;
  key_versions: KeyVersionRow;
  aliases: AliasRow;
  secrets: SecretRow;
  secret_versions: SecretVersionRow;
  tags: TagRow;
  network_rules: NetworkRuleRow;
  access_policies: AccessPolicyRow;
  access_points: AccessPointRow;
  client_keys: ClientKeyRow;
  users: UserRow;
  user_groups: UserGroupRow;
  groups: GroupRow;
  roles: RoleRow;
  access_keys: AccessKeyRow;
  recipients: RecipientRow;
  settings: SettingRow;
  epochs: EpochRow;
  migrations: MigrationRow;
}
