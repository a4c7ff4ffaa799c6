import { bytesToNumberBE } from "@noble/curves/utils.js";
import { randomBytes } from "@noble/hashes/utils.js";

/**
 * A secret scalar, uniform in [1, `largest`]: draws 32 bytes until they are in range, as all but one draw in 2^32 are
 * for a `largest` next to the order of SM2's curve.
 *
 * @returns 32 bytes, big-endian; the caller wipes them
 */
export function randomScalar(largest: bigint): Uint8Array {
  for (;;) {
    const bytes = randomBytes(32);
    const value = bytesToNumberBE(bytes);
    if (value >= 1n && value <= largest) return bytes;
    bytes.fill(0);
  }
}
