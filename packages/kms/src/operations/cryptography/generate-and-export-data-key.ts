import { generateAndExportDataKey } from "@keyferry/protocol";
import { blobOf, bodyTarget, dataKeyLength, keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** GenerateAndExportDataKey. */
export const generateAndExportDataKeyHandler = handle(generateAndExportDataKey, {
  resolve: async (request, lookup) => ({
    use: lookup.exportFrom(await lookup.primaryVersion(request.KeyId), request),
  }),
  async perform(request, { use }, { crypto, trail }) {
    const { key, algorithm } = use.recipient;
    const target = bodyTarget(use, request.EncryptionContext);
    const body = await crypto.generateDataKey(target, dataKeyLength(request), trail);
    const { exported } = await crypto.rewrap({ ...target, body }, key, algorithm, trail);
    return { ...keyUsed(use), CiphertextBlob: blobOf(use, body), ExportedDataKey: exported };
  },
});
