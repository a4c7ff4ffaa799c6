import { keyName } from "../../fields/identifiers.ts";
import { text } from "../../fields/text.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { changeableKey } from "../../states.ts";

/** UpdateKeyDescription: gives a key another description. */
export const updateKeyDescription = defineOperation({
  name: "UpdateKeyDescription",
  summary: "Changes the description of a key",
  request: { KeyId: keyName, Description: text({ max: 8192 }) },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: changeableKey,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias", "Rejected.StateModifiedFailed"],
});
