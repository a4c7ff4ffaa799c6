import { keepInAddress, route } from "../address/route.ts";
import { access as en } from "../text/en/access.ts";
import { speaks } from "../text/text.ts";
import { access as zh } from "../text/zh/access.ts";

/** How the address asks for a page of a list of names. */
export function namesAsked(): { readonly after?: string } {
  const after = route.value.query.get("after");
  return after === null ? {} : { after };
}

/** Goes on in a list of names; after which one stands in the address. */
export function PagesByName({
  shown,
  total,
  next,
}: {
  readonly shown: number;
  readonly total: number;
  readonly next: string | null;
}) {
  const words = speaks(en, zh);
  const { after } = namesAsked();
  if (after === undefined && next === null) return null;
  return (
    <nav class="row">
      {after !== undefined && (
        <button
          class="button"
          onClick={() => {
            keepInAddress({});
          }}
        >
          {words.first}
        </button>
      )}
      <span class="muted">{words.shownOf(shown, total)}</span>
      {next !== null && (
        <button
          class="button"
          onClick={() => {
            keepInAddress({ after: next });
          }}
        >
          {words.more(shown)}
        </button>
      )}
    </nav>
  );
}
