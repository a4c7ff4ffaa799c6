import { decrypt } from "@keyferry/protocol";
import { boundBody, keyUsed, refuseRecipient } from "../../data-key.ts";
import { handle } from "../../handler.ts";

/** Decrypt. */
export const decryptHandler = handle(decrypt, {
  resolve: async ({ CiphertextBlob }, lookup) => ({ use: await lookup.versionOf(CiphertextBlob) }),
  async perform(request, { use }, { crypto }) {
    refuseRecipient(request);
    const { CiphertextBlob, EncryptionContext } = request;
    return {
      ...keyUsed(use),
      Plaintext: await crypto.decrypt(boundBody(use, CiphertextBlob, EncryptionContext)),
    };
  },
});
