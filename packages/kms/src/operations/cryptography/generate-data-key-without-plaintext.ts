import { andThen } from "@keyferry/bytes";
import { generateDataKeyWithoutPlaintext } from "@keyferry/protocol";
import { blobOf, dataKeyLength, keyUsed } from "../../crypto/data-key.ts";
import { soleSealing } from "../../crypto/sealing.ts";
import { handle } from "../../call/handler.ts";

/** GenerateDataKeyWithoutPlaintext. */
export const generateDataKeyWithoutPlaintextHandler = handle(generateDataKeyWithoutPlaintext, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  perform: (request, { use: named }, call) =>
    andThen(soleSealing(named, request.EncryptionContext, call), ({ use, target }) => {
      const body = call.crypto.generateDataKey(target, dataKeyLength(request), call.trail);
      return andThen(body, (made) => ({ ...keyUsed(use), CiphertextBlob: blobOf(use, made) }));
    }),
});
