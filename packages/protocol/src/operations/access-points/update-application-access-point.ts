import * as z from "zod/mini";
import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";
import { accessPolicies, changedDescription } from "./fields.ts";

/** UpdateApplicationAccessPoint: says anew under which policies applications come. What is not sent stays as it is. */
export const updateApplicationAccessPoint = defineOperation({
  ...accessChange,
  name: "UpdateApplicationAccessPoint",
  summary: "Changes an application access point",
  request: {
    Name: accessName,
    Policies: z.optional(accessPolicies),
    Description: z.optional(changedDescription),
  },
  answer: {},
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
