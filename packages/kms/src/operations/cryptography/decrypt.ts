import { decrypt } from "@keyferry/protocol";
import { boundBody, keyUsed, refuseRecipient } from "../../data-key.ts";
import { handle } from "../../handler.ts";
import { textOf } from "../../utf8.ts";
import { wiping } from "../../wiping.ts";

/** Decrypt. */
export const decryptHandler = handle(decrypt, {
  resolve: async ({ CiphertextBlob }, lookup) => ({ use: await lookup.versionOf(CiphertextBlob) }),
  async perform(request, { use }, { crypto }) {
    refuseRecipient(request);
    const { CiphertextBlob, EncryptionContext } = request;
    const text = await crypto.decrypt(boundBody(use, CiphertextBlob, EncryptionContext));
    return { ...keyUsed(use), Plaintext: await wiping(text, textOf) };
  },
});
