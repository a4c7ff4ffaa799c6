import type { KeyRecord } from "@keyferry/store";

/**
 * A key as it is at `now`: imported material that has expired is not there any more, whether it was taken away already or
 * not.
 */
export function keyAt(key: KeyRecord, now: number): KeyRecord {
  const { materialExpiresAt, state } = key;
  if (materialExpiresAt === null || materialExpiresAt > now) return key;
  return { ...key, materialExpiresAt: null, state: state === "PendingDeletion" ? state : "PendingImport" };
}
