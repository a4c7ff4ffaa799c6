import type { Listing, Page } from "@keyferry/store";

/** One page of a list. */
export function pageOf<T>(items: readonly T[], { offset, limit }: Page): Listing<T> {
  return { items: items.slice(offset, offset + limit), total: items.length };
}
