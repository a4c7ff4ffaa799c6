import * as z from "zod/mini";
import { keyFilters } from "./key-filters.ts";
import { list } from "../../codecs/list.ts";
import { paging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** ListKeys: lists the keys of the caller's account in a region, oldest first. */
export const listKeys = defineOperation({
  name: "ListKeys",
  summary: "Lists keys",
  request: {
    Filters: z.optional(keyFilters),
    ...paging,
  },
  answer: { Keys: list("Key", z.object({ KeyId: z.string(), KeyArn: z.string() })), ...pagingAnswer },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  states: keyInAnyState,
  errors: ["InvalidParameter"],
});
