import { equalBytes } from "@keyferry/bytes";
import type { KeyRecord, KeyVersionRecord } from "./records.ts";

type Material = Pick<KeyVersionRecord, "material" | "fingerprint">;

/** Whether two versions have the same material, and their keys are bound to the same. */
export function isSameMaterial(one: Material, other: Material): boolean {
  return equalBytes(one.material, other.material) && isSameFingerprint(one.fingerprint, other.fingerprint);
}

function isSameFingerprint(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : equalBytes(one, other);
}

/** Whether the material of a key has expired by a time, in milliseconds since the epoch. */
export function hasExpired(
  { materialExpiresAt }: Pick<KeyRecord, "materialExpiresAt">,
  now: number,
): boolean {
  return materialExpiresAt !== null && materialExpiresAt <= now;
}

/**
 * A key as it is at `now`: imported material that has expired is not there any more, whether it was taken away already or
 * not.
 *
 * @param now milliseconds since the epoch
 */
export function keyAt(key: KeyRecord, now: number): KeyRecord {
  if (!hasExpired(key, now)) return key;
  const { state } = key;
  return { ...key, materialExpiresAt: null, state: state === "PendingDeletion" ? state : "PendingImport" };
}
