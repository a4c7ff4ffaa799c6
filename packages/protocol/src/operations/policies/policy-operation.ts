import { sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** What all operations on policies of keys have in common. */
export const policyOperation = {
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  plane: "management",
  states: keyInAnyState,
  errors: [
    "InvalidParameter",
    "Forbidden.KeyNotFound",
    "Unsupported.Alias",
    "Forbidden.KeyPolicyUnSupported",
    "Forbidden.ResourceNotFound",
  ],
} as const;
