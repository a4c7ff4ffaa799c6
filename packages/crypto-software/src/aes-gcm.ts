import { copySecret, wipe } from "@keyferry/bytes";
import { undecryptable } from "@keyferry/crypto";
import type { HostCipher } from "@keyferry/crypto";
import { gcm } from "@noble/ciphers/aes.js";

/** AES-256 in GCM (FIPS 197, SP 800-38D): key of 32 bytes, IV of 12, tag of 16. Its key objects are copies of the key. */
export const aes256Gcm: HostCipher<Uint8Array> = {
  importKey(material) {
    if (material.length !== 32) throw new RangeError("an AES-256 key has 32 bytes");
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
};
