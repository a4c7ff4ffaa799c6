import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { deletedSecret } from "../../states.ts";
import { secretOperation } from "./secret-operation.ts";

/** RestoreSecret: ends the deletion of a secret. */
export const restoreSecret = defineOperation({
  ...secretOperation,
  name: "RestoreSecret",
  summary: "Ends the deletion of a secret",
  request: { SecretName: secretName },
  answer: { SecretName: z.string() },
  repeatable: false,
  throttleGroup: "changes",
  secretStates: deletedSecret,
  remedies: { "Rejected.ResourceInDeleteWindow": "RestoreSecret ends its deletion" },
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
