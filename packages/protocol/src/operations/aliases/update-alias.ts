import { aliasName, keyName } from "../../codecs/identifiers.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { changeableKey } from "../../states.ts";

/** UpdateAlias: points an alias at another key. */
export const updateAlias = defineOperation({
  name: "UpdateAlias",
  summary: "Points an alias at another key",
  request: { AliasName: aliasName, KeyId: keyName },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: changeableKey,
  errors: [
    "InvalidParameter",
    "Forbidden.KeyNotFound",
    "Forbidden.AliasNotFound",
    "Unsupported.Alias",
    "Rejected.StateModifiedFailed",
    "Rejected.LimitExceeded",
  ],
});
