import { sharedGateways } from "../../operation.ts";
import { activeSecret, changeableKey } from "../../states.ts";

/** What all operations that change tags have in common. */
export const tagChange = {
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: changeableKey,
  secretStates: activeSecret,
} as const;
