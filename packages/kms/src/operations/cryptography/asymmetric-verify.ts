import { asymmetricVerify } from "@keyferry/protocol";
import { asymmetricKey, checkSignatureAlgorithm, signerOf } from "../../crypto/key-pair.ts";
import { keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** AsymmetricVerify. A wrong signature is an answer, not an error. */
export const asymmetricVerifyHandler = handle(asymmetricVerify, {
  resolve: async ({ KeyId, KeyVersionId }, lookup) => ({ use: await lookup.keyVersion(KeyId, KeyVersionId) }),
  async perform({ Algorithm, Digest, Value }, { use }, { crypto }) {
    const key = asymmetricKey(use, "SIGN/VERIFY");
    checkSignatureAlgorithm(key, Algorithm);
    return {
      ...keyUsed(use),
      Value: await signerOf(crypto).verify(key, Algorithm, { digest: Digest }, Value),
    };
  },
});
