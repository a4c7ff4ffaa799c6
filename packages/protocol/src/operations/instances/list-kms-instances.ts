import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { filters } from "../../codecs/filters.ts";
import { longPaging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation } from "../../operation.ts";
import { instanceOperation } from "./instance-operation.ts";

/** ListKmsInstances: lists the KMS instances of the caller's account in a region, oldest first. */
export const listKmsInstances = defineOperation({
  ...instanceOperation,
  throttleGroup: "instanceReading",
  name: "ListKmsInstances",
  summary: "Lists KMS instances",
  request: { Filters: z.optional(filters(["InstanceName"], ["InstanceName", "orders"])), ...longPaging },
  answer: {
    KmsInstances: list("KmsInstance", z.object({ KmsInstanceId: z.string(), KmsInstanceArn: z.string() })),
    ...pagingAnswer,
  },
  repeatable: true,
  errors: ["InvalidParameter"],
});
