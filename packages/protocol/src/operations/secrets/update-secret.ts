import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { extendedConfig, secretDescription } from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** UpdateSecret: describes a secret anew. */
export const updateSecret = defineOperation({
  ...secretOperation,
  name: "UpdateSecret",
  summary: "Changes what is told of a secret",
  request: {
    SecretName: secretName,
    /** Without it, and without the other one, the secret has no description any more. */
    Description: z.optional(secretDescription),
    "ExtendedConfig.CustomData": z.optional(extendedConfig),
  },
  answer: { SecretName: z.string() },
  repeatable: true,
  throttleGroup: "changes",
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
