import { generateAndExportDataKey } from "@keyferry/protocol";
import { blobOf, bodyTarget, dataKeyLength, keyUsed, recipientOf } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** GenerateAndExportDataKey. */
export const generateAndExportDataKeyHandler = handle(generateAndExportDataKey, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform(request, { use }, tools) {
    const recipient = recipientOf(request, tools);
    const target = bodyTarget(use, request.EncryptionContext);
    const body = await tools.crypto.generateDataKey(target, dataKeyLength(request));
    const { exported } = await tools.crypto.rewrap({ ...target, body }, ...recipient);
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body), ExportedDataKey: exported };
  },
});
