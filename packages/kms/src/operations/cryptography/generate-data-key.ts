import { andThen, wiping } from "@keyferry/bytes";
import { bytesOfBase64Text } from "@keyferry/crypto";
import { generateDataKey } from "@keyferry/protocol";
import { blobOf, dataKeyLength, keyUsed, refuseRecipient } from "../../crypto/data-key.ts";
import { soleSealing } from "../../crypto/sealing.ts";
import { handle } from "../../call/handler.ts";

/** GenerateDataKey. */
export const generateDataKeyHandler = handle(generateDataKey, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  perform(request, { use: named }, call) {
    refuseRecipient(request);
    const { crypto, trail } = call;
    return andThen(soleSealing(named, request.EncryptionContext, call), ({ use, target }) =>
      andThen(crypto.generateDataKey(target, dataKeyLength(request), trail), (body) =>
        andThen(crypto.decrypt({ ...target, body }), (text) => {
          const dataKey = wiping(text, bytesOfBase64Text);
          return { ...keyUsed(use), CiphertextBlob: blobOf(use, body), Plaintext: dataKey };
        }),
      ),
    );
  },
});
