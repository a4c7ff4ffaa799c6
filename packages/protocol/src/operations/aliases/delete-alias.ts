import { aliasName } from "../../codecs/identifiers.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** DeleteAlias: takes a second name away. */
export const deleteAlias = defineOperation({
  name: "DeleteAlias",
  summary: "Deletes an alias",
  request: { AliasName: aliasName },
  answer: {},
  dryRun: false,
  repeatable: false,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: keyInAnyState,
  errors: ["InvalidParameter", "Forbidden.AliasNotFound", "Rejected.StateModifiedFailed"],
});
