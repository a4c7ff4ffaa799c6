import { exportDataKey } from "@keyferry/protocol";
import { boundBody, keyUsed, recipientOf } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** ExportDataKey. */
export const exportDataKeyHandler = handle(exportDataKey, {
  resolve: async ({ CiphertextBlob }, lookup) => ({ use: await lookup.versionOf(CiphertextBlob) }),
  async perform(request, { use }, call) {
    const source = boundBody(use, request.EncryptionContext);
    const { exported } = await call.crypto.rewrap(source, ...recipientOf(request, call), call.trail);
    return { ...keyUsed(use), ExportedDataKey: exported };
  },
});
