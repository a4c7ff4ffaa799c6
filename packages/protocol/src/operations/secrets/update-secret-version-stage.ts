import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { secretVersionId, versionStage } from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** UpdateSecretVersionStage: moves a label of a generic secret to another version, or takes it away. */
export const updateSecretVersionStage = defineOperation({
  ...secretOperation,
  name: "UpdateSecretVersionStage",
  summary: "Moves a label to another version of a secret",
  request: {
    SecretName: secretName,
    VersionStage: versionStage,
    MoveToVersion: z.optional(secretVersionId),
    RemoveFromVersion: z.optional(secretVersionId),
  },
  answer: { SecretName: z.string() },
  repeatable: false,
  throttleGroup: "changes",
  errors: [
    "MissingParameter",
    "InvalidParameter",
    "UnsupportedOperation",
    "Forbidden.ResourceNotFound",
    "Rejected.InvalidRequest",
    "Rejected.LimitExceeded",
  ],
});
