import { exportDataKey } from "@keyferry/protocol";
import { boundBody, keyUsed, recipientOf } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** ExportDataKey. */
export const exportDataKeyHandler = handle(exportDataKey, {
  resolve: async ({ CiphertextBlob }, lookup) => ({ use: await lookup.versionOf(CiphertextBlob) }),
  async perform(request, { use }, tools) {
    const { CiphertextBlob, EncryptionContext } = request;
    const source = boundBody(use, CiphertextBlob, EncryptionContext);
    const { exported } = await tools.crypto.rewrap(source, ...recipientOf(request, tools));
    return { ...keyUsed(use), ExportedDataKey: exported };
  },
});
