import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** OpenKmsService: opens KMS for the caller's account. */
export const openKmsService = defineOperation({
  name: "OpenKmsService",
  summary: "Opens KMS for the account",
  request: {},
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "opening",
  plane: "management",
  states: keyInAnyState,
  errors: ["Forbidden.Opened"],
});
