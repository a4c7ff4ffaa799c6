import { sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** What all operations on the access of applications have in common. No limit of their calls is documented. */
export const accessOperation = {
  dryRun: false,
  gateways: sharedGateways,
  plane: "management",
  states: keyInAnyState,
} as const;
