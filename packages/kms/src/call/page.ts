import type { Page } from "@keyferry/store";

/** The paging fields of a request. */
export interface PageRequest {
  readonly PageNumber?: number | undefined;
  readonly PageSize?: number | undefined;
}

/** Which rows a request asks for: the first page of 10 unless it says otherwise. */
export function pageOf({ PageNumber = 1, PageSize = 10 }: PageRequest): Page {
  return { offset: (PageNumber - 1) * PageSize, limit: PageSize };
}

/** The paging fields of a request whose pages hold 20 unless it says otherwise. */
export function longPage({ PageNumber, PageSize = 20 }: PageRequest): PageRequest {
  return { PageNumber, PageSize };
}

/** The paging fields of the answer. */
export function pageAnswer({ PageNumber = 1, PageSize = 10 }: PageRequest, TotalCount: number) {
  return { PageNumber, PageSize, TotalCount };
}
