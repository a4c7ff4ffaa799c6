import { wipe } from "./bytes.ts";
import { randomSecret } from "./random.ts";
import { isScalar } from "./scalar-range.ts";

/**
 * A secret scalar, uniform in [1, `largest`]: draws 32 bytes until they are in range, as all but one draw in 2^32 are
 * for a `largest` next to the order of SM2's curve.
 *
 * @returns 32 bytes, big-endian; the caller wipes them
 */
export function randomScalar(largest: bigint): Uint8Array {
  for (;;) {
    const bytes = randomSecret(32);
    if (isScalar(bytes, largest)) return bytes;
    wipe(bytes);
  }
}
