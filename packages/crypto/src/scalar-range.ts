import { publicBytes } from "@keyferry/bytes";

const scalarLength = 32;

/** A number below 2^256 that is no secret, big-endian in 32 bytes. */
function bytesOf(number: bigint): Uint8Array {
  const bytes = publicBytes(scalarLength);
  for (let at = scalarLength - 1, rest = number; at >= 0; at -= 1, rest >>= 8n)
    bytes[at] = Number(rest & 0xffn);
  return bytes;
}

/**
 * Whether a secret is in [1, `largest`], by one subtraction over all its bytes: it becomes no big integer, which could
 * not be wiped, and the time does not depend on it.
 *
 * @param scalar 32 bytes, big-endian; no other length is in range
 * @param largest below 2^256, no secret
 */
export function isScalar(scalar: Uint8Array, largest: bigint): boolean {
  if (scalar.length !== scalarLength) return false;
  const bound = bytesOf(largest);
  let borrow = 0;
  let seen = 0;
  for (let at = scalarLength - 1; at >= 0; at -= 1) {
    const byte = scalar[at] ?? 0;
    borrow = (((bound[at] ?? 0) - byte - borrow) >> 8) & 1;
    seen |= byte;
  }
  return borrow === 0 && seen !== 0;
}
