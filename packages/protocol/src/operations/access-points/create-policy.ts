import * as z from "zod/mini";
import { newAccessName } from "../../codecs/identifiers.ts";
import { verbatim } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";
import { accessDescription } from "./fields.ts";
import { accessControlRules, accessPlace, accessResources, permissions } from "./policy-fields.ts";

/** CreatePolicy: says what applications may do with which keys and secrets, and from where. */
export const createPolicy = defineOperation({
  ...accessChange,
  name: "CreatePolicy",
  summary: "Makes a policy for access points",
  request: {
    Name: newAccessName,
    /** Without it, `shared`. */
    KmsInstance: z.optional(accessPlace),
    Permissions: permissions,
    Resources: accessResources,
    /** Without it, from anywhere. */
    AccessControlRules: z.optional(accessControlRules),
    Description: z.optional(accessDescription),
  },
  answer: {
    Arn: z.string(),
    Name: z.string(),
    Description: z.string(),
    KmsInstance: z.string(),
    /** JSON text of a list. */
    Permissions: z.string(),
    /** JSON text of a list. */
    Resources: z.string(),
    AccessControlRules: verbatim(z.string()),
  },
  repeatable: false,
  errors: [
    "InvalidParameter",
    "Forbidden.DKMSInstanceNotFound",
    "Rejected.ResourceExist",
    "Rejected.LimitExceeded",
  ],
});
