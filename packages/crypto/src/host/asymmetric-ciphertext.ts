import { CryptoError } from "../errors.ts";
import { sm2CiphertextToRaw } from "../recipients/sm2-ciphertext.ts";
import { type EncryptionAlgorithm, type KeySpec, keySpecs } from "@keyferry/algorithms";

/**
 * A ciphertext in the one form that primitives take: SM2PKE raw, from raw or DER; RSA as long as the modulus.
 *
 * @throws CryptoError `undecryptable` for anything else
 */
export function normaliseCiphertext(
  ciphertext: Uint8Array,
  algorithm: EncryptionAlgorithm,
  spec: KeySpec,
): Uint8Array {
  if (algorithm === "SM2PKE") return sm2CiphertextToRaw(ciphertext);
  const row = keySpecs[spec];
  if (row.kind !== "rsa" || ciphertext.length !== row.modulusLength) {
    throw new CryptoError("undecryptable", `the ciphertext is not as long as one under ${spec}`);
  }
  return ciphertext;
}
