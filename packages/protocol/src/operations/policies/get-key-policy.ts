import * as z from "zod/mini";
import { policyName } from "../../fields/key-policy.ts";
import { keyName } from "../../fields/text.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** GetKeyPolicy: tells the policy of a key in a KMS instance. */
export const getKeyPolicy = defineOperation({
  name: "GetKeyPolicy",
  summary: "Gets the policy of a key",
  request: { KeyId: keyName, PolicyName: z.optional(policyName) },
  answer: {
    /** JSON text. */
    Policy: z.string(),
  },
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
});
