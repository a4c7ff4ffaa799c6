import { asymmetricDecrypt } from "@keyferry/protocol";
import { asymmetricCipherOf, asymmetricKey, checkEncryptionAlgorithm } from "../../crypto/key-pair.ts";
import { keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** AsymmetricDecrypt. */
export const asymmetricDecryptHandler = handle(asymmetricDecrypt, {
  resolve: async ({ KeyId, KeyVersionId }, lookup) => ({ use: await lookup.keyVersion(KeyId, KeyVersionId) }),
  async perform({ Algorithm, CiphertextBlob }, { use }, { crypto }) {
    const key = asymmetricKey(use, "ENCRYPT/DECRYPT");
    checkEncryptionAlgorithm(key, Algorithm);
    const plaintext = await asymmetricCipherOf(crypto).decrypt(key, Algorithm, CiphertextBlob);
    return { ...keyUsed(use), Plaintext: plaintext };
  },
});
