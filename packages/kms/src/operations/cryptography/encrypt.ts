import { secretUtf8, wiping } from "@keyferry/bytes";
import { encrypt } from "@keyferry/protocol";
import { blobOf, keyUsed } from "../../crypto/data-key.ts";
import { soleSealing } from "../../crypto/sealing.ts";
import { handle } from "../../call/handler.ts";

/** Encrypt. */
export const encryptHandler = handle(encrypt, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform({ Plaintext, EncryptionContext }, { use: named }, call) {
    const { use, target } = await soleSealing(named, EncryptionContext, call);
    const body = await wiping(secretUtf8(Plaintext), (text) => call.crypto.encrypt(target, text));
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body) };
  },
});
