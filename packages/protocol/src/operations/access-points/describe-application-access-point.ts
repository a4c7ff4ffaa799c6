import * as z from "zod/mini";
import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessReading } from "./access-operation.ts";

/** DescribeApplicationAccessPoint: tells of an application access point. */
export const describeApplicationAccessPoint = defineOperation({
  ...accessReading,
  name: "DescribeApplicationAccessPoint",
  summary: "Tells of an application access point",
  request: { Name: accessName },
  answer: {
    Arn: z.string(),
    Name: z.string(),
    Description: z.string(),
    AuthenticationMethod: z.string(),
    /** JSON text of a list. */
    Policies: z.string(),
  },
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
