import { asymmetricSign } from "@keyferry/protocol";
import { asymmetricKey } from "../../crypto/asymmetric-key.ts";
import { checkSignatureAlgorithm, signerOf } from "../../crypto/asymmetric-algorithm.ts";
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
