import { ciphertextBlob, exportedDataKey, keyUsed, newDataKey, recipient } from "./fields.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation, sealingErrors } from "./cryptographic-operation.ts";

/** GenerateAndExportDataKey: makes a data key and answers it under a key and under the caller's public key. */
export const generateAndExportDataKey = defineOperation({
  name: "GenerateAndExportDataKey",
  summary: "Makes a data key and exports it",
  request: { ...newDataKey, ...recipient },
  answer: { ...keyUsed, CiphertextBlob: ciphertextBlob, ExportedDataKey: exportedDataKey },
  ...cryptographicOperation,
  exports: true,
  errors: sealingErrors,
});
