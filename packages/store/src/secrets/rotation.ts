import type { SecretRotation } from "./records.ts";

/** Whether a secret's rotation is to happen by itself, or was left in its midst, at a time. */
export function isRotationDue({ begun, nextAt }: SecretRotation, now: number): boolean {
  return begun === null ? nextAt !== null && nextAt <= now : begun.until <= now;
}
