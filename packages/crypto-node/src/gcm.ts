import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import type { CipherGCMTypes, KeyObject } from "node:crypto";
import { undecryptable } from "@keyferry/crypto";
import type { HostCipher } from "@keyferry/crypto";
import { joinPublic, plainBytes, wipe } from "@keyferry/bytes";

const ivLength = 12;
const tagLength = 16;

/**
 * A block cipher in GCM (SP 800-38D): IV of 12 bytes, tag of 16. Its key objects are node:crypto's, which keep the key
 * outside the JavaScript heap and let go of it when they are collected.
 *
 * @param name OpenSSL's name of the cipher: `aes-256-gcm`, `sm4-gcm`; the key has its length
 */
export function gcmCipher(
  name: "aes-128-gcm" | "aes-192-gcm" | "aes-256-gcm" | "sm4-gcm",
): HostCipher<KeyObject> {
  // The typings know no SM4, but it is the same kind of cipher.
  const algorithm = name as CipherGCMTypes;
  return {
    importKey: (material) => createSecretKey(material),
    seal(key, iv, plaintext, associatedData) {
      const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagLength });
      cipher.setAAD(associatedData);
      const ciphertext = cipher.update(plaintext);
      cipher.final();
      return joinPublic(ciphertext, cipher.getAuthTag());
    },
    open(key, iv, sealed, associatedData) {
      if (iv.length !== ivLength || sealed.length < tagLength) throw undecryptable();
      const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagLength });
      decipher.setAAD(associatedData);
      decipher.setAuthTag(sealed.subarray(-tagLength));
      const plaintext = decipher.update(sealed.subarray(0, -tagLength));
      try {
        decipher.final();
      } catch {
        wipe(plaintext);
        throw undecryptable();
      }
      return plainBytes(plaintext);
    },
  };
}
