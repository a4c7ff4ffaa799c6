import { scopeOf, type StoreScope } from "../../scope.ts";
import type { HeldSecret } from "../../secrets/contract.ts";
import type {
  SecretRecord,
  SecretRotation,
  SecretStage,
  SecretVersionName,
  SecretVersionRecord,
} from "../../secrets/records.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { NewRow } from "../rows/tables.ts";
import { fromJson, toJson } from "../values/json-column.ts";

/** Reads a whole row of `secrets`. */
export function toSecretRecord(row: Row<"secrets">): SecretRecord {
  return {
    name: row.name,
    instance: row.instance,
    type: row.type,
    description: row.description,
    keyId: row.key_id,
    creator: row.creator,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deleteAt: row.delete_at,
    policy: row.policy,
    stages: fromJson(row.stages) as readonly SecretStage[],
    extendedConfig: row.extended_config,
    rotation: toRotation(row),
  };
}

function toRotation(row: Row<"secrets">): SecretRotation | null {
  if (row.rotation === null) return null;
  return {
    automatic: row.rotation,
    intervalSeconds: row.rotation_interval,
    lastAt: row.rotated_at,
    nextAt: row.rotate_at,
    failure: row.rotation_failure,
    begun:
      row.rotating_until === null ? null : { until: row.rotating_until, versionId: row.rotating_version },
  };
}

/** Writes a secret into its scope. */
export function toSecretRow(scope: StoreScope, secret: SecretRecord): Omit<NewRow<"secrets">, "tags_mac"> {
  const { rotation } = secret;
  return {
    ...scopeOf(scope),
    instance: secret.instance,
    name: secret.name,
    type: secret.type,
    description: secret.description,
    key_id: secret.keyId,
    creator: secret.creator,
    created_at: secret.createdAt,
    updated_at: secret.updatedAt,
    delete_at: secret.deleteAt,
    policy: secret.policy,
    stages: toJson(secret.stages),
    extended_config: secret.extendedConfig,
    rotation: rotation?.automatic ?? null,
    rotation_interval: rotation?.intervalSeconds ?? null,
    rotated_at: rotation?.lastAt ?? null,
    rotate_at: rotation?.nextAt ?? null,
    rotation_failure: rotation?.failure ?? null,
    rotating_until: rotation?.begun?.until ?? null,
    rotating_version: rotation?.begun?.versionId ?? null,
  };
}

/** Reads a whole row of `secret_versions`. */
export function toSecretVersionRecord(row: Row<"secret_versions">): SecretVersionRecord {
  return {
    id: row.id,
    secretName: row.secret_name,
    dataType: row.data_type,
    dataKey: row.data_key,
    value: row.value,
    createdAt: row.created_at,
  };
}

/** Writes a version into the scope of its secret. */
export function toSecretVersionRow(
  scope: StoreScope,
  version: SecretVersionRecord,
): NewRow<"secret_versions"> {
  return {
    ...scopeOf(scope),
    secret_name: version.secretName,
    id: version.id,
    data_type: version.dataType,
    data_key: version.dataKey,
    value: version.value,
    created_at: version.createdAt,
  };
}

/** A version without its value. */
export function toVersionName({ id, created_at: createdAt }: Row<"secret_versions">): SecretVersionName {
  return { id, createdAt };
}

/** A secret that is held, with its versions, oldest first. */
export function toHeldSecret(
  secret: Row<"secrets">,
  versions: readonly Row<"secret_versions">[],
): HeldSecret {
  return {
    secret: toSecretRecord(secret),
    versions: versions.toSorted((one, other) => one.seq - other.seq).map(toVersionName),
  };
}
