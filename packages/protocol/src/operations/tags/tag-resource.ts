import { defineOperation, sharedGateways } from "../../operation.ts";
import { activeSecret, changeableKey } from "../../states.ts";
import { resourceNames, tags } from "./fields.ts";

/** TagResource: gives a resource tags. Of the older family: it takes one. */
export const tagResource = defineOperation({
  name: "TagResource",
  summary: "Gives a key or a secret tags",
  request: { ...resourceNames, Tags: tags },
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
    "Rejected.LimitExceeded",
    "Rejected.StateModifiedFailed",
  ],
});
