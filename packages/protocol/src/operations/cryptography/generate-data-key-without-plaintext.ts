import { ciphertextBlob, keyUsed, newDataKey } from "./fields.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation, sealingErrors } from "./cryptographic-operation.ts";

/** GenerateDataKeyWithoutPlaintext: makes a data key and answers it under a key only. */
export const generateDataKeyWithoutPlaintext = defineOperation({
  name: "GenerateDataKeyWithoutPlaintext",
  summary: "Makes a data key without showing it",
  request: { ...newDataKey },
  answer: { ...keyUsed, CiphertextBlob: ciphertextBlob },
  ...cryptographicOperation,
  errors: sealingErrors,
});
