import { asymmetricEncrypt } from "@keyferry/protocol";
import {
  asymmetricCipherOf,
  asymmetricKey,
  checkEncryptionAlgorithm,
  checkPlaintextLength,
} from "../../crypto/key-pair.ts";
import { keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** AsymmetricEncrypt. */
export const asymmetricEncryptHandler = handle(asymmetricEncrypt, {
  resolve: async ({ KeyId, KeyVersionId }, lookup) => ({ use: await lookup.keyVersion(KeyId, KeyVersionId) }),
  async perform({ Algorithm, Plaintext }, { use }, { crypto }) {
    const key = asymmetricKey(use, "ENCRYPT/DECRYPT");
    checkEncryptionAlgorithm(key, Algorithm);
    checkPlaintextLength(key, Algorithm, Plaintext);
    const ciphertext = await asymmetricCipherOf(crypto).encrypt(key, Algorithm, Plaintext);
    return { ...keyUsed(use), CiphertextBlob: ciphertext };
  },
});
