import { sharedGateways } from "../../operation.ts";
import { activeSecret, keyInAnyState } from "../../states.ts";

/** What all operations on secrets have in common. */
export const secretOperation = {
  dryRun: false,
  gateways: sharedGateways,
  plane: "management",
  states: keyInAnyState,
  secretStates: activeSecret,
} as const;
