import { sm2Curve } from "@keyferry/algorithms";
import { randomScalar } from "@keyferry/bytes";
import { sm2Arithmetic } from "./choose-arithmetic.ts";

/** A new private key d, uniform in [1, n-2] (GB/T 32918.1 6.1): 32 bytes, big-endian. The caller wipes it. */
export function generateSm2PrivateKey(): Uint8Array {
  return randomScalar(sm2Curve.maxScalar);
}

/**
 * The public key of a private one: d times the base point.
 *
 * @param privateKey d, 32 bytes, big-endian
 * @returns `04 || x || y`, 65 bytes
 * @throws RangeError where d is 0 modulo n, or has not 32 bytes
 */
export function sm2PublicKeyOf(privateKey: Uint8Array): Uint8Array {
  return sm2Arithmetic().multiplyBase(privateKey);
}
