import { isRotationDue, type SecretRotation } from "@keyferry/store";

/** A rotation that nothing has happened to yet. */
export function newRotation(intervalSeconds: number | null, since: number): SecretRotation {
  return withPolicy({ ...neverRotated, begun: null }, intervalSeconds, since);
}

const neverRotated = {
  automatic: "Disabled",
  intervalSeconds: null,
  lastAt: null,
  nextAt: null,
  failure: null,
} as const;

/**
 * What becomes of a rotation when it is switched on or off.
 *
 * @param intervalSeconds null: off
 * @param since when the value came that is current where none has come by rotation, milliseconds since the epoch
 */
export function withPolicy(
  rotation: SecretRotation,
  intervalSeconds: number | null,
  since: number,
): SecretRotation {
  return {
    ...rotation,
    automatic: intervalSeconds === null ? "Disabled" : "Enabled",
    intervalSeconds,
    nextAt: nextAfter(rotation.lastAt ?? since, intervalSeconds),
    failure: null,
  };
}

/** What becomes of a rotation that is done at a time. */
export function rotatedAt(rotation: SecretRotation, now: number): SecretRotation {
  return { ...settled(rotation), lastAt: now, nextAt: nextAfter(now, rotation.intervalSeconds) };
}

/** What becomes of a rotation when the first values of its secret are in use: it has not happened yet. */
export function settled(rotation: SecretRotation): SecretRotation {
  const automatic = rotation.automatic === "Invalid" ? "Enabled" : rotation.automatic;
  return { ...rotation, automatic, failure: null, begun: null };
}

/**
 * What becomes of a rotation that has failed. Where a version is on its way, which may be in use already, it is left for
 * whoever comes next. One that was not due yet, and leaves nothing, says nothing of what happens by itself.
 *
 * @param failure why, for people
 */
export function failedAt(rotation: SecretRotation, now: number, failure: string): SecretRotation {
  const versionId = rotation.begun?.versionId ?? null;
  const after = {
    ...rotation,
    failure,
    begun: versionId === null ? null : { until: now, versionId },
  };
  const isBroken = rotation.automatic === "Enabled" && isRotationDue(after, now);
  return isBroken ? { ...after, automatic: "Invalid" } : after;
}

function nextAfter(time: number, intervalSeconds: number | null): number | null {
  return intervalSeconds === null ? null : time + intervalSeconds * 1000;
}
