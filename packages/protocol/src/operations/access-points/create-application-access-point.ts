import * as z from "zod/mini";
import { newAccessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";
import { accessDescription, accessPolicies, authenticationMethod } from "./fields.ts";

/** CreateApplicationAccessPoint: makes what applications come by, and says under which policies. */
export const createApplicationAccessPoint = defineOperation({
  ...accessChange,
  name: "CreateApplicationAccessPoint",
  summary: "Makes an application access point",
  request: {
    Name: newAccessName,
    AuthenticationMethod: z.optional(authenticationMethod),
    Policies: accessPolicies,
    Description: z.optional(accessDescription),
  },
  answer: {
    Arn: z.string(),
    Name: z.string(),
    Description: z.string(),
    AuthenticationMethod: z.string(),
    /** JSON text of a list. */
    Policies: z.string(),
  },
  repeatable: false,
  errors: ["InvalidParameter", "Rejected.ResourceExist", "Rejected.LimitExceeded"],
});
