import * as z from "zod/mini";
import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";
import { changedDescription, privateSources } from "./fields.ts";

/** UpdateNetworkRule: says anew from where applications may come. What is not sent stays as it is. */
export const updateNetworkRule = defineOperation({
  ...accessChange,
  name: "UpdateNetworkRule",
  summary: "Changes a network rule",
  request: {
    Name: accessName,
    SourcePrivateIp: z.optional(privateSources),
    Description: z.optional(changedDescription),
  },
  answer: {},
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
