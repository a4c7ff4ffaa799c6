import { keyName } from "../../codecs/identifiers.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { changeableKey } from "../../states.ts";
import { keyDescription } from "./fields.ts";

/** UpdateKeyDescription: gives a key another description. */
export const updateKeyDescription = defineOperation({
  name: "UpdateKeyDescription",
  summary: "Changes the description of a key",
  request: { KeyId: keyName, Description: keyDescription },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: changeableKey,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias", "Rejected.StateModifiedFailed"],
});
