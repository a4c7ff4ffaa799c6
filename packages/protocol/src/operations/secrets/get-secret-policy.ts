import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { verbatim } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { secretInAnyState } from "../../states.ts";
import { policyName } from "../policies/fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** GetSecretPolicy: tells the policy of a secret in a KMS instance. */
export const getSecretPolicy = defineOperation({
  ...secretOperation,
  name: "GetSecretPolicy",
  summary: "Gets the policy of a secret",
  request: { SecretName: secretName, PolicyName: z.optional(policyName) },
  answer: {
    /** JSON text. */
    Policy: verbatim(z.string()),
  },
  repeatable: true,
  throttleGroup: "metadata",
  secretStates: secretInAnyState,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound", "Forbidden.KeyPolicyUnSupported"],
});
