import { generateAndExportDataKey } from "@keyferry/protocol";
import { blobOf, bodyTarget, dataKeyLength, keyUsed, recipientOf } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** GenerateAndExportDataKey. */
export const generateAndExportDataKeyHandler = handle(generateAndExportDataKey, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform(request, { use }, call) {
    const recipient = recipientOf(request, call);
    const { crypto, trail } = call;
    const target = bodyTarget(use, request.EncryptionContext);
    const body = await crypto.generateDataKey(target, dataKeyLength(request), trail);
    const { exported } = await crypto.rewrap({ ...target, body }, ...recipient, trail);
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body), ExportedDataKey: exported };
  },
});
