import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { longPaging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation } from "../../operation.ts";
import { accessReading } from "./access-operation.ts";

/** ListNetworkRules: lists the network rules of the caller's account in a region, oldest first. */
export const listNetworkRules = defineOperation({
  ...accessReading,
  name: "ListNetworkRules",
  summary: "Lists network rules",
  request: longPaging,
  answer: {
    NetworkRules: list("NetworkRule", z.object({ Name: z.string(), Type: z.string() })),
    ...pagingAnswer,
  },
  repeatable: true,
  errors: ["InvalidParameter"],
});
