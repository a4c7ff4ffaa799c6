import { ciphertextBlob, keyUsed, newDataKey } from "../../fields/data-key.ts";
import { allGateways, defineOperation } from "../../operation.ts";
import { usableKey } from "../../states.ts";

/** GenerateDataKeyWithoutPlaintext: makes a data key and answers it under a key only. */
export const generateDataKeyWithoutPlaintext = defineOperation({
  name: "GenerateDataKeyWithoutPlaintext",
  summary: "Makes a data key without showing it",
  request: { ...newDataKey },
  answer: { ...keyUsed, CiphertextBlob: ciphertextBlob },
  dryRun: true,
  repeatable: true,
  gateways: allGateways,
  plane: "business",
  states: usableKey,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Forbidden.AliasNotFound", "UnsupportedOperation"],
});
