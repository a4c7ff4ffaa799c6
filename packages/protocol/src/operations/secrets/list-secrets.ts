import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { paging, pagingAnswer } from "../../codecs/paging.ts";
import { boolean, timestamp } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { secretTags } from "./fields.ts";
import { secretFilters } from "./secret-filters.ts";
import { secretOperation } from "./secret-operation.ts";

/** ListSecrets: lists the secrets of the caller's account in a region, oldest first. */
export const listSecrets = defineOperation({
  ...secretOperation,
  name: "ListSecrets",
  summary: "Lists secrets",
  request: { Filters: z.optional(secretFilters), FetchTags: z.optional(boolean), ...paging },
  answer: {
    SecretList: list(
      "Secret",
      z.object({
        SecretName: z.string(),
        SecretType: z.string(),
        CreateTime: timestamp,
        UpdateTime: timestamp,
        PlannedDeleteTime: z.optional(timestamp),
        Tags: z.optional(secretTags),
      }),
    ),
    ...pagingAnswer,
  },
  repeatable: true,
  throttleGroup: "secretListing",
  errors: ["InvalidParameter"],
});
