import { keepInAddress, route } from "../address/route.ts";
import { text } from "../text/text.ts";

/** Which page of a list the address asks for, from 1. */
export function pageAsked(): number {
  const asked = Number(route.value.query.get("page") ?? "1");
  return Number.isSafeInteger(asked) && asked >= 1 && asked <= 1_000_000 ? asked : 1;
}

/** Goes through the pages of a list; which one is shown stands in the address. */
export function Pages({
  PageNumber: page,
  PageSize: size,
  TotalCount: total,
}: {
  readonly PageNumber: number;
  readonly PageSize: number;
  readonly TotalCount: number;
}) {
  const { frame } = text.value;
  const last = Math.max(1, Math.ceil(total / size));
  if (total === 0 || (last === 1 && page === 1)) return null;
  const go = (to: number) => {
    keepInAddress({ ...Object.fromEntries(route.peek().query), page: to === 1 ? undefined : String(to) });
  };
  const first = (page - 1) * size + 1;
  return (
    <nav class="row" aria-label={frame.pages}>
      <button
        class="button"
        disabled={page <= 1}
        onClick={() => {
          go(Math.min(page - 1, last));
        }}
      >
        {frame.pageBefore}
      </button>
      <span class="muted">{frame.rowsOf(first, Math.min(first + size - 1, total), total)}</span>
      <button
        class="button"
        disabled={page >= last}
        onClick={() => {
          go(page + 1);
        }}
      >
        {frame.pageAfter}
      </button>
    </nav>
  );
}
