import { equalBytes } from "@keyferry/bytes";
import type { KeyVersionRecord } from "./records.ts";

type Material = Pick<KeyVersionRecord, "material" | "fingerprint">;

/** Whether two versions have the same material, and their keys are bound to the same. */
export function isSameMaterial(one: Material, other: Material): boolean {
  return equalBytes(one.material, other.material) && isSameFingerprint(one.fingerprint, other.fingerprint);
}

function isSameFingerprint(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : equalBytes(one, other);
}
