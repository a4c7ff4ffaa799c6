import { sm2Curve } from "@keyferry/algorithms";
import { joinPublic, publicBytesOf, publicUtf8 } from "@keyferry/bytes";
import { numberToBytesBE } from "@noble/curves/utils.js";
import { sm3 } from "../sm3/sm3.ts";

/** The user id where none is agreed on (GM/T 0009 10). */
const defaultUserId = publicUtf8("1234567812345678");

/** What is the same for all signers before Z: ENTL (the id's length in bits, 2 bytes), the id, a, b and the base point. */
const commonPart = (() => {
  const { a, b, gx, gy } = sm2Curve;
  const idBits = 8 * defaultUserId.length;
  const numbers = [a, b, gx, gy].map((number) => numberToBytesBE(number, 32));
  return joinPublic(publicBytesOf(idBits >> 8, idBits & 0xff), defaultUserId, ...numbers);
})();

/**
 * The digest e of a message under SM2: SM3(Z || M), where Z is SM3 over the default user id, the curve and the signer's
 * public key (GB/T 32918.2 5.5 and 6.1).
 *
 * @param point the public key, `04 || x || y`
 */
export function sm2MessageDigest(point: Uint8Array, message: Uint8Array): Uint8Array {
  const z = sm3.create().update(commonPart).update(point.subarray(1)).digest();
  return sm3.create().update(z).update(message).digest();
}
