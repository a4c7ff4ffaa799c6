import { randomSecret, wipe } from "@keyferry/bytes";
import { numberToBytesBE } from "@noble/curves/utils.js";

/** Whether 1 <= scalar <= largest, by one subtraction over all bytes. */
function isInRange(scalar: Uint8Array, largest: Uint8Array): boolean {
  let borrow = 0;
  let seen = 0;
  for (let i = scalar.length - 1; i >= 0; i--) {
    const byte = scalar[i] ?? 0;
    borrow = (((largest[i] ?? 0) - byte - borrow) >> 8) & 1;
    seen |= byte;
  }
  return borrow === 0 && seen !== 0;
}

/**
 * A secret scalar, uniform in [1, `largest`]: draws 32 bytes until they are in range, as all but one draw in 2^32 are
 * for a `largest` next to the order of SM2's curve.
 *
 * @returns 32 bytes, big-endian; the caller wipes them
 */
export function randomScalar(largest: bigint): Uint8Array {
  const bound = numberToBytesBE(largest, 32);
  for (;;) {
    const bytes = randomSecret(32);
    if (isInRange(bytes, bound)) return bytes;
    wipe(bytes);
  }
}
