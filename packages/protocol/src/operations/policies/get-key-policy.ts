import * as z from "zod/mini";
import { keyName } from "../../codecs/identifiers.ts";
import { policyName } from "./fields.ts";
import { verbatim } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { policyOperation } from "./policy-operation.ts";

/** GetKeyPolicy: tells the policy of a key in a KMS instance. */
export const getKeyPolicy = defineOperation({
  ...policyOperation,
  throttleGroup: "metadata",
  name: "GetKeyPolicy",
  summary: "Gets the policy of a key",
  request: { KeyId: keyName, PolicyName: z.optional(policyName) },
  answer: {
    /** JSON text. */
    Policy: verbatim(z.string()),
  },
});
