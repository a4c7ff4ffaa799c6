import { serviceError, type ServiceError } from "@keyferry/protocol";
import type { InstanceRecord, KeyQuota } from "@keyferry/store";

/** How many of a kind an account may have in a region. Absent: any number. */
export interface Quotas {
  /** Outside instances. */
  readonly keys?: number | undefined;
  /** Of all keys outside instances. What automatic rotation makes is not held up, and counts. */
  readonly keyVersions?: number | undefined;
  /** Of keys outside instances. */
  readonly aliases?: number | undefined;
  /** Outside instances. */
  readonly secrets?: number | undefined;
  /** In each instance; how many versions and secrets it may have, its plan says. */
  readonly instanceAliases?: number | undefined;
}

/** What Alibaba Cloud documents for an account in a region. */
export const documentedQuotas: Quotas = { keys: 200, keyVersions: 10_000, aliases: 300 };

/** How many keys and versions there may be where a key is. */
export function keyQuota(quotas: Quotas, instance: InstanceRecord | null): KeyQuota {
  if (instance !== null) return { versions: instance.plan.keyVersions };
  const { keys, keyVersions } = quotas;
  return {
    ...(keys !== undefined && { keys }),
    ...(keyVersions !== undefined && { versions: keyVersions }),
  };
}

/** How many aliases there may be where a key is, by the id of its instance. */
export function aliasQuota(quotas: Quotas, instance: string | null): number | undefined {
  return instance === null ? quotas.aliases : quotas.instanceAliases;
}

/** How many secrets there may be where a secret is. */
export function secretQuota(quotas: Quotas, instance: InstanceRecord | null): number | undefined {
  return instance === null ? quotas.secrets : instance.plan.secrets;
}

/**
 * What is said of one more than there may be.
 *
 * @param most how many there may be, by kinds in the plural; undefined: any number
 */
export function overQuota(
  instance: string | null,
  most: Readonly<Record<string, number | undefined>>,
): ServiceError {
  const kinds = Object.entries(most).flatMap(([kind, max]) =>
    max === undefined ? [] : [`${kind}: ${String(max)}`],
  );
  const place = instance === null ? "outside instances" : `in the instance ${instance}`;
  return serviceError("Rejected.LimitExceeded", {
    reason: `there may be no more ${place} (${kinds.join(", ")})`,
  });
}
