import { generateAndExportDataKey } from "@keyferry/protocol";
import { blobOf, dataKeyLength, keyUsed } from "../../crypto/data-key.ts";
import { soleSealing } from "../../crypto/sealing.ts";
import { handle } from "../../call/handler.ts";
import { recipientIn } from "../../call/recipient.ts";

/** GenerateAndExportDataKey. */
export const generateAndExportDataKeyHandler = handle(generateAndExportDataKey, {
  resolve: async (request, lookup) => ({
    use: lookup.exportOrRefusal(await lookup.primaryVersion(request.KeyId), request),
  }),
  async perform(request, { use: named }, call) {
    const { key, algorithm } = recipientIn(named);
    const { crypto, trail } = call;
    const { use, target } = await soleSealing(named, request.EncryptionContext, call);
    const body = await crypto.generateDataKey(target, dataKeyLength(request), trail);
    const { exported } = await crypto.rewrap({ ...target, body }, key, algorithm, trail);
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body), ExportedDataKey: exported };
  },
});
