import * as z from "zod/mini";
import { hint, mark } from "./marks.ts";
import { integer } from "./scalars.ts";

/** Request fields of a list: which page, by default the first, and how long it is. */
function pagesOf(preset: number) {
  const size = { preset, hint: `how many a page holds; ${String(preset)} unless said` };
  return {
    PageNumber: z.optional(hint("1 is the first page", integer({ min: 1, max: 1_000_000 }))),
    PageSize: z.optional(mark(size, integer({ min: 1, max: 100 }))),
  };
}

/** Request fields of a list whose pages hold 10 unless it is said. */
export const paging = pagesOf(10);

/** Request fields of a list whose pages hold 20 unless it is said. */
export const longPaging = pagesOf(20);

/** Answer fields of a list. */
export const pagingAnswer = { PageNumber: z.number(), PageSize: z.number(), TotalCount: z.number() };
