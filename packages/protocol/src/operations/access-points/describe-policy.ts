import * as z from "zod/mini";
import { accessName } from "../../codecs/identifiers.ts";
import { verbatim } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { accessReading } from "./access-operation.ts";

/** DescribePolicy: tells of a policy for access points. */
export const describePolicy = defineOperation({
  ...accessReading,
  name: "DescribePolicy",
  summary: "Tells of a policy for access points",
  request: { Name: accessName },
  answer: {
    Arn: z.string(),
    Name: z.string(),
    Description: z.string(),
    KmsInstance: z.string(),
    Permissions: z.array(z.string()),
    Resources: z.array(z.string()),
    AccessControlRules: verbatim(z.string()),
  },
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
