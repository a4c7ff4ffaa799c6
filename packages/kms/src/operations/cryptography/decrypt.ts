import { wiping } from "@keyferry/bytes";
import { decrypt } from "@keyferry/protocol";
import { boundBody, keyUsed, refuseRecipient } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** A byte order mark at the beginning is a character of the text like any other. Nothing here encrypts what is not UTF-8. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decrypt. */
export const decryptHandler = handle(decrypt, {
  resolve: async ({ CiphertextBlob }, lookup) => ({ use: await lookup.versionOf(CiphertextBlob) }),
  async perform(request, { use }, { crypto }) {
    refuseRecipient(request);
    const text = await crypto.decrypt(boundBody(use, request.EncryptionContext));
    return { ...keyUsed(use), Plaintext: wiping(text, (utf8) => decoder.decode(utf8)) };
  },
});
