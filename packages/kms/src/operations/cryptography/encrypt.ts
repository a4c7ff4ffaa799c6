import { encrypt } from "@keyferry/protocol";
import { blobOf, bodyTarget, keyUsed } from "../../data-key.ts";
import { handle } from "../../handler.ts";

/** Encrypt. */
export const encryptHandler = handle(encrypt, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform({ Plaintext, EncryptionContext }, { use }, { crypto }) {
    const body = await crypto.encrypt(bodyTarget(use, EncryptionContext), Plaintext);
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body) };
  },
});
