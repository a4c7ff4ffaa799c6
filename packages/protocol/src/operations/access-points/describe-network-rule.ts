import * as z from "zod/mini";
import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessReading } from "./access-operation.ts";

/** DescribeNetworkRule: tells of a network rule. */
export const describeNetworkRule = defineOperation({
  ...accessReading,
  name: "DescribeNetworkRule",
  summary: "Tells of a network rule",
  request: { Name: accessName },
  answer: {
    Arn: z.string(),
    Type: z.string(),
    Description: z.string(),
    /** JSON text of a list. */
    SourcePrivateIp: z.string(),
  },
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
