import { oneOf } from "../../codecs/text.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** DescribeAccountKmsStatus: tells whether KMS is open for the caller's account. */
export const describeAccountKmsStatus = defineOperation({
  name: "DescribeAccountKmsStatus",
  summary: "Tells whether KMS is open for the account",
  request: {},
  answer: { AccountStatus: oneOf(["Enabled", "NotEnabled", "InDebt", "Suspended"]) },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "opening",
  plane: "management",
  states: keyInAnyState,
  errors: [],
});
