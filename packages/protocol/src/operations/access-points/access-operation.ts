import { sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

const accessOperation = {
  dryRun: false,
  gateways: sharedGateways,
  plane: "management",
  states: keyInAnyState,
} as const;

/** What all operations that tell of the access of applications have in common. */
export const accessReading = { ...accessOperation, throttleGroup: "accessReading" } as const;

/** What all operations that change the access of applications have in common. */
export const accessChange = { ...accessOperation, throttleGroup: "accessChanges" } as const;
