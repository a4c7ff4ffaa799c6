import { generateDataKeyWithoutPlaintext } from "@keyferry/protocol";
import { blobOf, bodyTarget, dataKeyLength, keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** GenerateDataKeyWithoutPlaintext. */
export const generateDataKeyWithoutPlaintextHandler = handle(generateDataKeyWithoutPlaintext, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform(request, { use }, { crypto, trail }) {
    const target = bodyTarget(use, request.EncryptionContext);
    const body = await crypto.generateDataKey(target, dataKeyLength(request), trail);
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body) };
  },
});
