import { publicNumber } from "./bytes.ts";

const scalarLength = 32;

/**
 * Whether a secret is in [1, `largest`], by one subtraction over all its bytes: it becomes no big integer, which could
 * not be wiped, and the time does not depend on it.
 *
 * @param scalar 32 bytes, big-endian; no other length is in range
 * @param largest below 2^256, no secret
 */
export function isScalar(scalar: Uint8Array, largest: bigint): boolean {
  if (scalar.length !== scalarLength) return false;
  const bound = publicNumber(largest, scalarLength);
  let borrow = 0;
  let seen = 0;
  for (let at = scalarLength - 1; at >= 0; at -= 1) {
    const byte = scalar[at] ?? 0;
    borrow = (((bound[at] ?? 0) - byte - borrow) >> 8) & 1;
    seen |= byte;
  }
  return borrow === 0 && seen !== 0;
}
