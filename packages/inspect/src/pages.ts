import { serviceError } from "@keyferry/protocol";

/** A part of a list whose members have names. */
export interface PageOfNames {
  /** @throws ServiceError `InvalidParameter`: the name that the page was to begin after is not there any more */
  of<T extends { readonly name: string }>(
    all: readonly T[],
  ): { readonly items: readonly T[]; readonly next: string | null; readonly total: number };
}

/** @param after the last name of the page before; undefined: from the first on */
export function pageAfter(after: string | undefined, limit: number): PageOfNames {
  return {
    of(all) {
      const begin = after === undefined ? 0 : all.findIndex(({ name }) => name === after) + 1;
      if (begin === 0 && after !== undefined) {
        throw serviceError("InvalidParameter", {
          parameter: "after",
          reason: "is not there any more: begin again",
        });
      }
      const items = all.slice(begin, begin + limit);
      const next = begin + limit < all.length ? (items.at(-1)?.name ?? null) : null;
      return { items, next, total: all.length };
    },
  };
}
