import { keyName } from "../../codecs/identifiers.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { switchableKey } from "../../states.ts";

/** EnableKey: makes a disabled key usable again. */
export const enableKey = defineOperation({
  name: "EnableKey",
  summary: "Enables a key",
  request: { KeyId: keyName },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: switchableKey,
  remedies: { "Rejected.Disabled": "EnableKey enables it" },
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias"],
});
