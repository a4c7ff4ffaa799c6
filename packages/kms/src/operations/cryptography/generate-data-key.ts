import { wiping } from "@keyferry/bytes";
import { bytesOfBase64Text } from "@keyferry/crypto";
import { generateDataKey } from "@keyferry/protocol";
import { blobOf, dataKeyLength, keyUsed, refuseRecipient } from "../../crypto/data-key.ts";
import { soleSealing } from "../../crypto/sealing.ts";
import { handle } from "../../call/handler.ts";

/** GenerateDataKey. */
export const generateDataKeyHandler = handle(generateDataKey, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform(request, { use: named }, call) {
    refuseRecipient(request);
    const { crypto, trail } = call;
    const { use, target } = await soleSealing(named, request.EncryptionContext, call);
    const body = await crypto.generateDataKey(target, dataKeyLength(request), trail);
    const dataKey = wiping(await crypto.decrypt({ ...target, body }), bytesOfBase64Text);
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body), Plaintext: dataKey };
  },
});
