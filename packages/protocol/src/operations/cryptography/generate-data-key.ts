import { base64 } from "../../codecs/base64.ts";
import { secret } from "../../codecs/marks.ts";
import { ciphertextBlob, keyUsed, newDataKey, recipientEnclave } from "./fields.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation, sealingErrors } from "./cryptographic-operation.ts";

/** GenerateDataKey: makes a data key and answers it in the clear and under a key. */
export const generateDataKey = defineOperation({
  name: "GenerateDataKey",
  summary: "Makes a data key",
  request: { ...newDataKey, Recipient: recipientEnclave },
  answer: { ...keyUsed, CiphertextBlob: ciphertextBlob, Plaintext: secret(base64({ max: 1024 })) },
  ...cryptographicOperation,
  errors: sealingErrors,
});
