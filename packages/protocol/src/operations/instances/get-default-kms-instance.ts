import * as z from "zod/mini";
import { defineOperation } from "../../operation.ts";
import { instanceOperation } from "./instance-operation.ts";

/** GetDefaultKmsInstance: names the oldest KMS instance of the caller's account in a region. */
export const getDefaultKmsInstance = defineOperation({
  ...instanceOperation,
  throttleGroup: "instanceReading",
  name: "GetDefaultKmsInstance",
  summary: "Names the default KMS instance",
  request: {},
  /** Nothing where there is no instance. */
  answer: { DefaultKmsInstanceId: z.optional(z.string()) },
  repeatable: true,
  errors: [],
});
