import { encryptionAlgorithm } from "./algorithms.ts";
import { base64 } from "../../codecs/base64.ts";
import { keyUsed, sentCiphertext } from "./fields.ts";
import { keyName, keyVersionId } from "../../codecs/identifiers.ts";
import { secret } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { keyPairErrors, keyPairOperation } from "./cryptographic-operation.ts";

/** AsymmetricDecrypt: decrypts with the private key of a key version. */
export const asymmetricDecrypt = defineOperation({
  name: "AsymmetricDecrypt",
  summary: "Decrypts with an asymmetric key",
  request: {
    KeyId: keyName,
    KeyVersionId: keyVersionId,
    Algorithm: encryptionAlgorithm,
    CiphertextBlob: sentCiphertext({ algorithm: "Algorithm" }, 6400),
  },
  answer: {
    ...keyUsed,
    /** Empty where somebody encrypted nothing under the public key. */
    Plaintext: secret(base64({ max: 6144, min: 0 })),
  },
  ...keyPairOperation,
  errors: [...keyPairErrors, "UnsupportedOperation"],
});
