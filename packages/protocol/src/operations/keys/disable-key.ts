import { keyName } from "../../codecs/identifiers.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { switchableKey } from "../../states.ts";

/** DisableKey: stops a key from being used. */
export const disableKey = defineOperation({
  name: "DisableKey",
  summary: "Disables a key",
  request: { KeyId: keyName },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: switchableKey,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias"],
});
