import { encryptionAlgorithm } from "./algorithms.ts";
import { base64 } from "../../codecs/base64.ts";
import { keyUsed } from "./fields.ts";
import { keyName, keyVersionId } from "../../codecs/identifiers.ts";
import { mark } from "../../codecs/marks.ts";
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
    Plaintext: mark({ secret: true, hint: "base64 text of up to 6144 bytes" }, base64({ max: 6144 })),
  },
  answer: {
    ...keyUsed,
    /** The algorithm's own output: no version id stands in front. */
    CiphertextBlob: base64({ max: 6400 }),
  },
  ...keyPairOperation,
  errors: [...keyPairErrors, "UnsupportedOperation"],
});
