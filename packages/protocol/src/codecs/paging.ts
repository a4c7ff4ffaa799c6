import * as z from "zod/mini";
import { hint } from "./marks.ts";
import { integer } from "./scalars.ts";

/** Request fields of a list: which page, and how long it is. Absent: page 1, 10 items. */
export const paging = {
  PageNumber: z.optional(hint("1 is the first page", integer({ min: 1, max: 1_000_000 }))),
  PageSize: z.optional(hint("how many a page holds", integer({ min: 1, max: 100 }))),
};

/** Answer fields of a list. */
export const pagingAnswer = { PageNumber: z.number(), PageSize: z.number(), TotalCount: z.number() };
