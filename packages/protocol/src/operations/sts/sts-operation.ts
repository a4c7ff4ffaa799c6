import { sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** What all operations of the Security Token Service have in common. */
export const stsOperation = {
  api: "sts/2015-04-01",
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  plane: "management",
  states: keyInAnyState,
} as const;
