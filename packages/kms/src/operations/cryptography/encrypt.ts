import { encrypt } from "@keyferry/protocol";
import { blobOf, bodyTarget, keyUsed } from "../../data-key.ts";
import { handle } from "../../handler.ts";
import { utf8Of } from "../../utf8.ts";
import { wiping } from "../../wiping.ts";

/** Encrypt. */
export const encryptHandler = handle(encrypt, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform({ Plaintext, EncryptionContext }, { use }, { crypto }) {
    const target = bodyTarget(use, EncryptionContext);
    const body = await wiping(utf8Of(Plaintext), (text) => crypto.encrypt(target, text));
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body) };
  },
});
