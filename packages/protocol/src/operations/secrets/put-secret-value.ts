import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { secretKey } from "../../states.ts";
import {
  secretData,
  secretDataType,
  secretKeyPermissions,
  secretVersionId,
  versionStages,
  versionStagesAnswer,
} from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** PutSecretValue: gives a generic secret another value, a new version of it. */
export const putSecretValue = defineOperation({
  ...secretOperation,
  name: "PutSecretValue",
  permissions: ["kms:PutSecretValue", secretKeyPermissions.seal],
  summary: "Gives a secret another value",
  request: {
    SecretName: secretName,
    VersionId: secretVersionId,
    SecretData: secretData,
    SecretDataType: z.optional(secretDataType),
    VersionStages: z.optional(versionStages),
  },
  answer: { SecretName: z.string(), VersionId: z.string(), VersionStages: versionStagesAnswer },
  /** The same version with the same value is one. */
  repeatable: true,
  throttleGroup: "changes",
  states: secretKey,
  errors: [
    "InvalidParameter",
    "UnsupportedOperation",
    "Forbidden.ResourceNotFound",
    "Rejected.LimitExceeded",
    "Rejected.ResourceExist",
    "Rejected.Unavailable",
  ],
});
