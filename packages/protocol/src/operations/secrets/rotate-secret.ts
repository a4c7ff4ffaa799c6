import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { secretVersionId } from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** RotateSecret: has another value made for a managed secret, now. */
export const rotateSecret = defineOperation({
  ...secretOperation,
  name: "RotateSecret",
  summary: "Renews the value of a managed secret",
  request: {
    SecretName: secretName,
    /** The version that is made. One that is there already is made no more. */
    VersionId: secretVersionId,
  },
  answer: { Arn: z.string(), SecretName: z.string(), VersionId: z.string() },
  repeatable: true,
  throttleGroup: "secretRotation",
  errors: [
    "InvalidParameter",
    "UnsupportedOperation",
    "Forbidden.ResourceNotFound",
    "Rejected.LimitExceeded",
    "Rejected.ResourceInUse",
    "Rejected.Unavailable",
  ],
});
