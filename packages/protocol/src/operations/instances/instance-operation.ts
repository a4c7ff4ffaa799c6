import { sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** What all operations on KMS instances have in common. */
export const instanceOperation = {
  dryRun: false,
  gateways: sharedGateways,
  plane: "management",
  states: keyInAnyState,
} as const;
