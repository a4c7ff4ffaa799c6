import { copySecret } from "@keyferry/bytes";
import { encryptSm4Block, expandSm4Key } from "./block-cipher.ts";

const blockLength = 16;

/**
 * Decrypts SM4 in ECB without padding (GB/T 17964), as key material is wrapped. ECB hides no pattern and authenticates
 * nothing: encrypt with {@link sm4Gcm}.
 *
 * @param key 16 bytes
 * @param ciphertext whole blocks of 16 bytes
 * @returns the caller wipes it
 * @throws RangeError for a key or a ciphertext of another length
 */
export function decryptSm4Ecb(key: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  if (ciphertext.length % blockLength !== 0) throw new RangeError("SM4-ECB takes whole blocks of 16 bytes");
  // Decryption is encryption with the round keys in the other order (GB/T 32907 7.2).
  const roundKeys = expandSm4Key(key).reverse();
  const plaintext = copySecret(ciphertext);
  for (let offset = 0; offset < plaintext.length; offset += blockLength) {
    encryptSm4Block(roundKeys, new DataView(plaintext.buffer, plaintext.byteOffset + offset, blockLength));
  }
  roundKeys.fill(0);
  return plaintext;
}
