import { andThen, secretUtf8, wiping } from "@keyferry/bytes";
import { encrypt } from "@keyferry/protocol";
import { blobOf, keyUsed } from "../../crypto/data-key.ts";
import { soleSealing } from "../../crypto/sealing.ts";
import { handle } from "../../call/handler.ts";

/** Encrypt. */
export const encryptHandler = handle(encrypt, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  perform: ({ Plaintext, EncryptionContext }, { use: named }, call) =>
    andThen(soleSealing(named, EncryptionContext, call), ({ use, target }) => {
      const body = wiping(secretUtf8(Plaintext), (text) => call.crypto.encrypt(target, text));
      return andThen(body, (made) => ({ ...keyUsed(use), CiphertextBlob: blobOf(use, made) }));
    }),
});
