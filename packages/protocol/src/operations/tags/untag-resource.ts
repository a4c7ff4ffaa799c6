import { defineOperation, sharedGateways } from "../../operation.ts";
import { activeSecret, changeableKey } from "../../states.ts";
import { resourceNames, tagKeysText } from "./fields.ts";

/** UntagResource: takes tags of a resource away. Of the older family: it takes one. */
export const untagResource = defineOperation({
  name: "UntagResource",
  summary: "Takes tags of a key or a secret away",
  request: { ...resourceNames, TagKeys: tagKeysText },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: changeableKey,
  secretStates: activeSecret,
  errors: [
    "MissingParameter",
    "InvalidParameter",
    "UnsupportedOperation",
    "Forbidden.KeyNotFound",
    "Forbidden.AliasNotFound",
    "Forbidden.ResourceNotFound",
    "Rejected.StateModifiedFailed",
  ],
});
