import type { Operation } from "@keyferry/protocol";
import type { Page } from "@keyferry/store";

/** The paging fields of a request. */
export interface PageRequest {
  readonly PageNumber?: number | undefined;
  readonly PageSize?: number | undefined;
}

/** Which rows a request of a list asks for: the first page unless it says otherwise, as long as the definition says. */
export function pageOf({ name, fields }: Operation, { PageNumber = 1, PageSize: said }: PageRequest): Page {
  const limit = said ?? fields.find((field) => field.name === "PageSize")?.preset;
  if (limit === undefined) throw new Error(`${name} does not say how long its pages are`);
  return { offset: (PageNumber - 1) * limit, limit };
}

/** The paging fields of the answer. */
export function pageAnswer({ offset, limit }: Page, TotalCount: number) {
  return { PageNumber: offset / limit + 1, PageSize: limit, TotalCount };
}
