import { exported, exportedDataKey, keyUsed, recipient } from "./fields.ts";
import { defineOperation } from "../../operation.ts";
import { exportingOperation } from "./cryptographic-operation.ts";

/** ExportDataKey: unwraps a data key inside the service and wraps it again under the caller's public key. */
export const exportDataKey = defineOperation({
  name: "ExportDataKey",
  summary: "Wraps a data key under a public key that the caller hands in",
  request: { ...exported, ...recipient },
  answer: { ...keyUsed, ExportedDataKey: exportedDataKey },
  ...exportingOperation,
});
