import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { hint } from "../../codecs/marks.ts";
import { boolean, integer, timestamp } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { secretOperation } from "./secret-operation.ts";

/** DeleteSecret: sets the day on which a secret will be gone, or deletes it at once. */
export const deleteSecret = defineOperation({
  ...secretOperation,
  name: "DeleteSecret",
  summary: "Deletes a secret",
  request: {
    SecretName: secretName,
    ForceDeleteWithoutRecovery: z.optional(boolean),
    /** Of no matter where the secret is deleted at once: only then it may be out of its bounds. */
    RecoveryWindowInDays: z.optional(hint("7 to 30; 30 unless said", integer({ min: 0, max: 1_000_000 }))),
  },
  answer: { SecretName: z.string(), PlannedDeleteTime: timestamp },
  repeatable: false,
  throttleGroup: "changes",
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
