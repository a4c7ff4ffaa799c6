import { secretUtf8, wiping } from "@keyferry/bytes";
import { encrypt } from "@keyferry/protocol";
import { blobOf, bodyTarget, keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** Encrypt. */
export const encryptHandler = handle(encrypt, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform({ Plaintext, EncryptionContext }, { use }, { crypto }) {
    const target = bodyTarget(use, EncryptionContext);
    const body = await wiping(secretUtf8(Plaintext), (text) => crypto.encrypt(target, text));
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body) };
  },
});
