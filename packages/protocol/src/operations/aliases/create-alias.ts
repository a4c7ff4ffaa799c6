import { aliasName, keyName } from "../../codecs/identifiers.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyNotPendingDeletion } from "../../states.ts";

/** CreateAlias: gives a key a second name. */
export const createAlias = defineOperation({
  name: "CreateAlias",
  summary: "Makes an alias of a key",
  request: { AliasName: aliasName, KeyId: keyName },
  answer: {},
  dryRun: false,
  repeatable: false,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: keyNotPendingDeletion,
  errors: [
    "InvalidParameter",
    "Forbidden.KeyNotFound",
    "Unsupported.Alias",
    "AliasAlreadyExists",
    "Rejected.LimitExceeded",
  ],
});
