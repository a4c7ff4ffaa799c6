import { generateDataKeyWithoutPlaintext } from "@keyferry/protocol";
import { blobOf, dataKeyLength, keyUsed } from "../../crypto/data-key.ts";
import { soleSealing } from "../../crypto/sealing.ts";
import { handle } from "../../call/handler.ts";

/** GenerateDataKeyWithoutPlaintext. */
export const generateDataKeyWithoutPlaintextHandler = handle(generateDataKeyWithoutPlaintext, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform(request, { use: named }, call) {
    const { use, target } = await soleSealing(named, request.EncryptionContext, call);
    const body = await call.crypto.generateDataKey(target, dataKeyLength(request), call.trail);
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body) };
  },
});
