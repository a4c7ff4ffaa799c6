import type { Generated } from "kysely";
import type { KeyRecord, KeyState } from "../records.ts";

/** Columns of every row that belongs to a scope. */
interface ScopedRow {
  /** Total order of creation within the table. */
  seq: Generated<number>;
  account: string;
  region: string;
}

/** A row of `instances`. */
export interface InstanceRow extends ScopedRow {
  id: string;
  /** 0 or 1: SQLite has no booleans. */
  public_access: number;
  created_at: number;
}

/** A row of `keys`. */
export interface KeyRow extends ScopedRow {
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
}

/** A row of `key_versions`. */
export interface KeyVersionRow extends ScopedRow {
  id: string;
  key_id: string;
  custody: string;
  material: Uint8Array;
  created_at: number;
}

/** A row of `aliases`. */
export interface AliasRow extends ScopedRow {
  /** That of its key. */
  instance: string | null;
  name: string;
  key_id: string;
  created_at: number;
}

/** A row of `key_tags`. */
export interface KeyTagRow extends ScopedRow {
  key_id: string;
  tag_key: string;
  tag_value: string;
}

/** A row of `users`. */
export interface UserRow {
  seq: Generated<number>;
  account: string;
  name: string;
}

/** A row of `user_policies`; `seq` is the order in which they were attached. */
export interface UserPolicyRow {
  seq: Generated<number>;
  account: string;
  user_name: string;
  document: string;
}

/** A row of `access_keys`. */
export interface AccessKeyRow {
  seq: Generated<number>;
  id: string;
  account: string;
  user_name: string;
  sealed_secret: Uint8Array;
  /** 0 or 1. */
  active: number;
}

/** A row of `settings`. */
export interface SettingRow {
  name: string;
  value: Uint8Array;
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
  key_versions: KeyVersionRow;
  aliases: AliasRow;
  key_tags: KeyTagRow;
  users: UserRow;
  user_policies: UserPolicyRow;
  access_keys: AccessKeyRow;
  settings: SettingRow;
  migrations: MigrationRow;
}
