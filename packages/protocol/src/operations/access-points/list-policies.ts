import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { longPaging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation } from "../../operation.ts";
import { accessReading } from "./access-operation.ts";

/** ListPolicies: lists the policies for access points of the caller's account in a region, oldest first. */
export const listPolicies = defineOperation({
  ...accessReading,
  name: "ListPolicies",
  summary: "Lists policies for access points",
  request: longPaging,
  answer: { Policies: list("Policy", z.object({ Name: z.string() })), ...pagingAnswer },
  repeatable: true,
  errors: ["InvalidParameter"],
});
