import { andThen } from "@keyferry/bytes";
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
  perform(request, { use: named }, call) {
    const { key, algorithm } = recipientIn(named);
    const { crypto, trail } = call;
    return andThen(soleSealing(named, request.EncryptionContext, call), ({ use, target }) =>
      andThen(crypto.generateDataKey(target, dataKeyLength(request), trail), (body) =>
        andThen(crypto.rewrap({ ...target, body }, key, algorithm, trail), ({ exported }) => ({
          ...keyUsed(use),
          CiphertextBlob: blobOf(use, body),
          ExportedDataKey: exported,
        })),
      ),
    );
  },
});
