/**
 * Multiples of points on the curve of SM2 (GB/T 32918.5), and what a signature does with secrets.
 *
 * Scalars are 32 bytes, big-endian, and are taken modulo n. Points are uncompressed: `04 || x || y`, 65 bytes. A result
 * is the caller's to wipe.
 */
export interface Sm2Arithmetic {
  /**
   * kG, for a secret k.
   *
   * @throws RangeError where k is 0 modulo n, or has not 32 bytes
   */
  multiplyBase(k: Uint8Array): Uint8Array;

  /**
   * kP, for a secret k.
   *
   * @throws RangeError where k is 0 modulo n, or has not 32 bytes; Error where P is not an uncompressed point of the curve
   */
  multiply(point: Uint8Array, k: Uint8Array): Uint8Array;

  /**
   * sG + tP, for public s and t.
   *
   * @returns undefined for the point at infinity
   * @throws RangeError where a scalar has not 32 bytes; Error where P is not an uncompressed point of the curve
   */
  multiplyAdd(s: Uint8Array, point: Uint8Array, t: Uint8Array): Uint8Array | undefined;

  /**
   * s = (k - rd) / (1 + d) mod n (GB/T 32918.2 6.1, A6), for secret d and k, and a public r. d is not n-1.
   *
   * @returns 32 bytes
   * @throws RangeError where a number has not 32 bytes
   */
  finishSignature(d: Uint8Array, k: Uint8Array, r: Uint8Array): Uint8Array;
}

/** The bytes of a scalar or a coordinate. */
export const sm2NumberLength = 32;

/** @throws RangeError where the scalar has not 32 bytes */
export function checkSm2Scalar(scalar: Uint8Array): void {
  if (scalar.length !== sm2NumberLength) throw new RangeError("a scalar of SM2 has 32 bytes");
}

/** What is thrown where a multiple that has to be a point with coordinates is none. */
export function infinityRefused(): RangeError {
  return new RangeError("the multiple is the point at infinity");
}
