import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { hint } from "../../codecs/marks.ts";
import { paging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation } from "../../operation.ts";
import { instanceOperation } from "./instance-operation.ts";

/** ListKmsInstances: lists the KMS instances of the caller's account in a region, oldest first. */
export const listKmsInstances = defineOperation({
  ...instanceOperation,
  throttleGroup: "metadata",
  name: "ListKmsInstances",
  summary: "Lists KMS instances",
  /** `Filters` is refused whenever it is given, as long as its form is not public. */
  request: { Filters: z.optional(hint("refused while its form is not public", z.string())), ...paging },
  answer: {
    KmsInstances: list("KmsInstance", z.object({ KmsInstanceId: z.string(), KmsInstanceArn: z.string() })),
    ...pagingAnswer,
  },
  repeatable: true,
  errors: ["InvalidParameter"],
});
