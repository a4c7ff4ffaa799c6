import * as z from "zod/mini";
import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";
import { changedDescription } from "./fields.ts";
import { accessResources, changedAccessControlRules, permissions } from "./policy-fields.ts";

/** UpdatePolicy: says anew what applications may do, and from where. What is not sent stays as it is. */
export const updatePolicy = defineOperation({
  ...accessChange,
  name: "UpdatePolicy",
  summary: "Changes a policy for access points",
  request: {
    Name: accessName,
    Permissions: z.optional(permissions),
    Resources: z.optional(accessResources),
    AccessControlRules: z.optional(changedAccessControlRules),
    Description: z.optional(changedDescription),
  },
  answer: {},
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
