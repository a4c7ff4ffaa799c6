import { digest, signatureAlgorithm } from "./algorithms.ts";
import { base64 } from "../../codecs/base64.ts";
import { keyUsed } from "./fields.ts";
import { keyName, keyVersionId } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { keyPairErrors, keyPairOperation } from "./cryptographic-operation.ts";

/** AsymmetricSign: signs a digest with the private key of a key version. */
export const asymmetricSign = defineOperation({
  name: "AsymmetricSign",
  summary: "Signs a digest",
  request: { KeyId: keyName, KeyVersionId: keyVersionId, Algorithm: signatureAlgorithm, Digest: digest },
  answer: {
    ...keyUsed,
    /** The signature; of ECDSA and SM2DSA in DER. */
    Value: base64({ max: 1024 }),
  },
  ...keyPairOperation,
  errors: [...keyPairErrors, "UnsupportedOperation"],
});
