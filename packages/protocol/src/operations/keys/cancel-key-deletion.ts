import { keyName } from "../../codecs/identifiers.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyPendingDeletion } from "../../states.ts";

/** CancelKeyDeletion: takes a scheduled deletion back. */
export const cancelKeyDeletion = defineOperation({
  name: "CancelKeyDeletion",
  summary: "Cancels the deletion of a key",
  request: { KeyId: keyName },
  answer: {},
  dryRun: false,
  repeatable: false,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: keyPendingDeletion,
  remedies: { "Rejected.PendingDeletion": "CancelKeyDeletion keeps it" },
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias"],
});
