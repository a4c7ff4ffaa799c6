import type {
  AccessKeyRecord,
  AliasRecord,
  BoundVpc,
  InstanceConnection,
  InstanceRecord,
  KeyRecord,
  KeyVersionRecord,
  StoreScope,
} from "../records.ts";
import type { Row } from "./coded-tables.ts";
import { fromJson, toJson } from "./json-column.ts";
import type { NewRow } from "./tables.ts";

/** Picks account and region: a caller's scope may carry more. */
export function scopeOf(scope: StoreScope): StoreScope {
  return { account: scope.account, region: scope.region };
}

/** Reads a whole row of `keys`. */
export function toKeyRecord(row: Row<"keys">): KeyRecord {
  return {
    id: row.id,
    instance: row.instance,
    spec: row.spec,
    usage: row.usage,
    origin: row.origin,
    protectionLevel: row.protection_level,
    state: row.state,
    description: row.description,
    creator: row.creator,
    createdAt: row.created_at,
    deleteAt: row.delete_at,
    primaryVersionId: row.primary_version_id,
    policy: row.policy,
  };
}

/** Writes a key into its scope. */
export function toKeyRow(scope: StoreScope, key: KeyRecord): Omit<NewRow<"keys">, "tags_mac"> {
  return {
    ...scopeOf(scope),
    instance: key.instance,
    id: key.id,
    spec: key.spec,
    usage: key.usage,
    origin: key.origin,
    protection_level: key.protectionLevel,
    state: key.state,
    description: key.description,
    creator: key.creator,
    created_at: key.createdAt,
    delete_at: key.deleteAt,
    primary_version_id: key.primaryVersionId,
    policy: key.policy,
  };
}

/** Reads a whole row of `key_versions`. */
export function toKeyVersionRecord(row: Row<"key_versions">): KeyVersionRecord {
  return {
    id: row.id,
    keyId: row.key_id,
    custody: row.custody,
    material: row.material,
    createdAt: row.created_at,
  };
}

/** Writes a key version into its scope. */
export function toKeyVersionRow(scope: StoreScope, version: KeyVersionRecord): NewRow<"key_versions"> {
  return {
    ...scopeOf(scope),
    id: version.id,
    key_id: version.keyId,
    custody: version.custody,
    material: version.material,
    created_at: version.createdAt,
  };
}

/** Reads a whole row of `aliases`. */
export function toAliasRecord(row: Row<"aliases">): AliasRecord {
  return { name: row.name, keyId: row.key_id, createdAt: row.created_at };
}

/** Reads a whole row of `instances`. */
export function toInstanceRecord(row: Row<"instances">): InstanceRecord {
  return {
    id: row.id,
    name: row.name,
    publicAccess: row.public_access === 1,
    createdAt: row.created_at,
    connection: row.connection === null ? null : (fromJson(row.connection) as InstanceConnection),
    boundVpcs: fromJson(row.bound_vpcs) as readonly BoundVpc[],
  };
}

/** Writes an instance into its scope. */
export function toInstanceRow(scope: StoreScope, instance: InstanceRecord): NewRow<"instances"> {
  const { id, name, publicAccess, createdAt, connection, boundVpcs } = instance;
  return {
    ...scopeOf(scope),
    id,
    name,
    public_access: publicAccess ? 1 : 0,
    created_at: createdAt,
    connection: connection === null ? null : toJson(connection),
    bound_vpcs: toJson(boundVpcs),
  };
}

/** Reads a whole row of `access_keys`. */
export function toAccessKeyRecord(row: Row<"access_keys">): AccessKeyRecord {
  return {
    id: row.id,
    account: row.account,
    userName: row.user_name,
    sealedSecret: row.sealed_secret,
    active: row.active === 1,
  };
}

/** Writes an access key. */
export function toAccessKeyRow(accessKey: AccessKeyRecord): NewRow<"access_keys"> {
  return {
    id: accessKey.id,
    account: accessKey.account,
    user_name: accessKey.userName,
    sealed_secret: accessKey.sealedSecret,
    active: accessKey.active ? 1 : 0,
  };
}
