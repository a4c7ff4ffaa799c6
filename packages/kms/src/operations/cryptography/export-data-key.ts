import { exportDataKey } from "@keyferry/protocol";
import { boundBody, keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";
import { recipientIn } from "../../call/recipient.ts";

/** ExportDataKey. */
export const exportDataKeyHandler = handle(exportDataKey, {
  resolve: async (request, lookup) => ({
    use: lookup.exportOrRefusal(await lookup.versionOf(request.CiphertextBlob), request),
  }),
  async perform({ EncryptionContext }, { use }, { crypto, trail }) {
    const { key, algorithm } = recipientIn(use);
    const { exported } = await crypto.rewrap(boundBody(use, EncryptionContext), key, algorithm, trail);
    return { ...keyUsed(use), ExportedDataKey: exported };
  },
});
