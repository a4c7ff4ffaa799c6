import * as z from "zod/mini";
import { newAccessName } from "../../codecs/identifiers.ts";
import { oneOf } from "../../codecs/text.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";
import { accessDescription, privateSources } from "./fields.ts";

/** CreateNetworkRule: says from where applications may come. */
export const createNetworkRule = defineOperation({
  ...accessChange,
  name: "CreateNetworkRule",
  summary: "Makes a network rule",
  request: {
    Name: newAccessName,
    Type: oneOf(["Private"]),
    /** Without it the rule lets nobody in. */
    SourcePrivateIp: z.optional(privateSources),
    Description: z.optional(accessDescription),
  },
  answer: {
    Arn: z.string(),
    Name: z.string(),
    Type: z.string(),
    Description: z.string(),
    /** JSON text of a list. */
    SourcePrivateIp: z.string(),
  },
  repeatable: false,
  errors: ["InvalidParameter", "Rejected.ResourceExist", "Rejected.LimitExceeded"],
});
