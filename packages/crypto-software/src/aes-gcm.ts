import { copySecret, wipe } from "@keyferry/bytes";
import { undecryptable } from "@keyferry/crypto";
import type { HostCipher } from "@keyferry/crypto";
import { gcm } from "@noble/ciphers/aes.js";

/**
 * AES in GCM (FIPS 197, SP 800-38D): IV of 12 bytes, tag of 16. Its key objects are copies of the key.
 *
 * @param keyLength 16, 24 or 32 bytes
 */
export const aesGcm = (keyLength: 16 | 24 | 32): HostCipher<Uint8Array> => ({
  importKey(material) {
    if (material.length !== keyLength) {
      throw new RangeError(`an AES-${String(8 * keyLength)} key has ${String(keyLength)} bytes`);
    }
    return copySecret(material);
  },
  seal(key, iv, plaintext, associatedData) {
    return gcm(key, iv, associatedData).encrypt(plaintext);
  },
  open(key, iv, sealed, associatedData) {
    try {
      return gcm(key, iv, associatedData).decrypt(sealed);
    } catch {
      throw undecryptable();
    }
  },
  forgetKey(key) {
    wipe(key);
  },
});
