import type { Listing, Page } from "../../listing.ts";

/** A list that is empty. */
export const emptyPage = { items: [], total: 0 } as const;

/** A row of a page, with the length of the whole list: so the two are of the same moment. */
type Counted<Row> = Row & { readonly total: number | null };

/** A query of one page that tells the total with each row, and one of the total alone. */
export interface PagedQuery<Row> {
  readonly rows: { execute(): Promise<readonly Counted<Row>[]> };
  readonly count: { executeTakeFirst(): Promise<{ readonly total: number } | undefined> };
}

/** Reads a page. Past the end there is no row that carries the total: it is asked for. */
export async function readPage<Row, T>(
  { rows: query, count }: PagedQuery<Row>,
  toItem: (row: Counted<Row>) => T,
): Promise<Listing<T>> {
  const rows = await query.execute();
  const total = rows[0]?.total ?? (await count.executeTakeFirst())?.total ?? 0;
  return { items: rows.map(toItem), total };
}

/** Cuts a page out of a query. */
export function onPage<Q extends { limit(limit: number): Q; offset(offset: number): Q }>(
  query: Q,
  { limit, offset }: Page,
): Q {
  return query.limit(limit).offset(offset);
}
