import { derToPem } from "@keyferry/crypto";
import { getPublicKey, serviceError } from "@keyferry/protocol";
import { asymmetricKey } from "../../crypto/key-pair.ts";
import { keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** GetPublicKey. */
export const getPublicKeyHandler = handle(getPublicKey, {
  resolve: async ({ KeyId, KeyVersionId }, lookup) => ({
    read: await lookup.keyVersion(KeyId, KeyVersionId),
  }),
  async perform(_, { read }, { crypto }) {
    const key = asymmetricKey(read);
    if (crypto.keyPairs === undefined) throw serviceError("UnsupportedOperation");
    const pem = derToPem(await crypto.keyPairs.publicKey(key), "PUBLIC KEY");
    return { ...keyUsed(read), PublicKey: new TextDecoder().decode(pem) };
  },
});
