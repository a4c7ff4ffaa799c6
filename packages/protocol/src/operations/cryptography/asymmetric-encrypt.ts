import { encryptionAlgorithm } from "../../fields/algorithms.ts";
import { base64 } from "../../fields/base64.ts";
import { keyUsed } from "../../fields/data-key.ts";
import { keyName, keyVersionId } from "../../fields/identifiers.ts";
import { secret } from "../../fields/secret.ts";
import { defineOperation } from "../../operation.ts";
import { keyPairErrors, keyPairOperation } from "./cryptographic-operation.ts";

/** AsymmetricEncrypt: encrypts under the public key of a key version. */
export const asymmetricEncrypt = defineOperation({
  name: "AsymmetricEncrypt",
  summary: "Encrypts under an asymmetric key",
  request: {
    KeyId: keyName,
    KeyVersionId: keyVersionId,
    Algorithm: encryptionAlgorithm,
    Plaintext: secret(base64({ max: 6144 })),
  },
  answer: {
    ...keyUsed,
    /** The algorithm's own output: no version id stands in front. */
    CiphertextBlob: base64({ max: 6400 }),
  },
  ...keyPairOperation,
  errors: [...keyPairErrors, "UnsupportedOperation"],
});
