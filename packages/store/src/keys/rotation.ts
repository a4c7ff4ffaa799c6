import type { KeyRecord, KeyRotation } from "./records.ts";

/**
 * The rotation of a key whose newest version was made at a time.
 *
 * @param rotatedAt milliseconds since the epoch
 * @param intervalSeconds null: there is none
 */
export function rotationFrom(rotatedAt: number, intervalSeconds: number | null): KeyRotation | null {
  return intervalSeconds === null ? null : { intervalSeconds, nextAt: rotatedAt + intervalSeconds * 1000 };
}

/** Whether the next version of a key is due at a time. */
export function isDueForRotation(
  { state, rotation }: Pick<KeyRecord, "state" | "rotation">,
  now: number,
): boolean {
  return state === "Enabled" && rotation !== null && rotation.nextAt <= now;
}
