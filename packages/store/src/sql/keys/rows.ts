import type { KeyRecord, KeyVersionRecord } from "../../keys/records.ts";
import { scopeOf, type StoreScope } from "../../scope.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { NewRow } from "../rows/tables.ts";

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
    materialExpiresAt: row.material_expires_at,
    rotatedAt: row.rotated_at,
    rotation:
      row.rotation_interval === null || row.rotate_at === null
        ? null
        : { intervalSeconds: row.rotation_interval, nextAt: row.rotate_at },
    deletionProtection: row.deletion_protection,
    policy: row.policy,
  };
}

/** Writes a key into its scope. */
export function toKeyRow(scope: StoreScope, key: KeyRecord): Omit<NewRow<"keys">, "tags_mac" | "block"> {
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
    material_expires_at: key.materialExpiresAt,
    rotated_at: key.rotatedAt,
    rotation_interval: key.rotation?.intervalSeconds ?? null,
    rotate_at: key.rotation?.nextAt ?? null,
    deletion_protection: key.deletionProtection,
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
    fingerprint: row.fingerprint,
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
    fingerprint: version.fingerprint,
    created_at: version.createdAt,
    messages: 0,
  };
}
