import * as z from "zod/mini";
import { keyName } from "../../codecs/identifiers.ts";
import { resourcePolicy, policyName } from "./fields.ts";
import { defineOperation } from "../../operation.ts";
import { policyOperation } from "./policy-operation.ts";

/** SetKeyPolicy: puts another policy in the place of that of a key in a KMS instance. */
export const setKeyPolicy = defineOperation({
  ...policyOperation,
  throttleGroup: "changes",
  name: "SetKeyPolicy",
  summary: "Sets the policy of a key",
  request: { KeyId: keyName, Policy: resourcePolicy, PolicyName: z.optional(policyName) },
  answer: {},
});
