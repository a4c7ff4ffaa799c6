import { createCipheriv, createDecipheriv } from "node:crypto";
import { copySecret, joinPublic, wiping } from "@keyferry/bytes";
import type { SealerCipher } from "@keyferry/crypto";

const algorithm = "aes-256-gcm";
const tagLength = 16;

/** OpenSSL's AES for what is sealed under the root key: one in JavaScript makes its tables at each start. */
export const sealerCipher: SealerCipher = {
  seal(key, iv, plaintext, associatedData) {
    const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagLength }).setAAD(associatedData);
    const ciphertext = cipher.update(plaintext);
    cipher.final();
    return joinPublic(ciphertext, cipher.getAuthTag());
  },
  open(key, iv, sealed, associatedData) {
    const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagLength })
      .setAAD(associatedData)
      .setAuthTag(sealed.subarray(-tagLength));
    return wiping(decipher.update(sealed.subarray(0, -tagLength)), (plaintext) => {
      decipher.final();
      return copySecret(plaintext);
    });
  },
};
