import { asymmetricSign } from "@keyferry/protocol";
import { asymmetricKey, checkSignatureAlgorithm, signerOf } from "../../crypto/key-pair.ts";
import { keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";

/** AsymmetricSign. */
export const asymmetricSignHandler = handle(asymmetricSign, {
  resolve: async ({ KeyId, KeyVersionId }, lookup) => ({ use: await lookup.keyVersion(KeyId, KeyVersionId) }),
  async perform({ Algorithm, Digest }, { use }, { crypto }) {
    const key = asymmetricKey(use, "SIGN/VERIFY");
    checkSignatureAlgorithm(key, Algorithm);
    return { ...keyUsed(use), Value: await signerOf(crypto).sign(key, Algorithm, { digest: Digest }) };
  },
});
