import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { policyName, resourcePolicy } from "../policies/fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** SetSecretPolicy: puts another policy in the place of that of a secret in a KMS instance. */
export const setSecretPolicy = defineOperation({
  ...secretOperation,
  name: "SetSecretPolicy",
  summary: "Sets the policy of a secret",
  request: { SecretName: secretName, Policy: resourcePolicy, PolicyName: z.optional(policyName) },
  answer: {},
  repeatable: true,
  methods: ["POST"],
  throttleGroup: "changes",
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound", "Forbidden.KeyPolicyUnSupported"],
});
