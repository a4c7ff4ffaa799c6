import { sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** No limit of their calls is documented. */
const accessOperation = {
  dryRun: false,
  gateways: sharedGateways,
  plane: "management",
  states: keyInAnyState,
} as const;

/** What all operations that tell of the access of applications have in common. */
export const accessReading = accessOperation;

/** What all operations that change the access of applications have in common. */
export const accessChange = accessOperation;
