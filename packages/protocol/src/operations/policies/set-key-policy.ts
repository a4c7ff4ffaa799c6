import * as z from "zod/mini";
import { keyPolicy, policyName } from "../../fields/key-policy.ts";
import { keyName } from "../../fields/text.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** SetKeyPolicy: puts another policy in the place of that of a key in a KMS instance. */
export const setKeyPolicy = defineOperation({
  name: "SetKeyPolicy",
  summary: "Sets the policy of a key",
  request: { KeyId: keyName, Policy: keyPolicy, PolicyName: z.optional(policyName) },
  answer: {},
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
