import { errorCatalogue, everyOperation } from "@keyferry/protocol";
import { keepInAddress, route } from "../address/route.ts";
import { useLook } from "../connection/look.ts";
import type { ViewProps } from "../frame/view.ts";
import { Empty } from "../parts/empty.tsx";
import { Filters, type Filter } from "../parts/filters.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { trail as en } from "../text/en/trail.ts";
import { speaks } from "../text/text.ts";
import { trail as zh } from "../text/zh/trail.ts";
import { ChainOfTrail, seconds } from "./chain-state.tsx";
import { Records } from "./records.tsx";

type FilterName = "operation" | "code" | "principal" | "resource" | "from" | "to";

const filters: readonly Filter<FilterName>[] = [
  { name: "operation", values: Object.keys(everyOperation).toSorted() },
  { name: "code", values: Object.keys(errorCatalogue).toSorted() },
  { name: "principal" },
  { name: "resource" },
  { name: "from" },
  { name: "to" },
];

/** The audit trail, newest first, with the state of its chain. Filters and place stand in the address. */
export default function TrailView({ connection }: ViewProps) {
  const words = speaks(en, zh);
  const { query } = route.value;
  const asked = Object.fromEntries(
    filters.flatMap(({ name }) => {
      const value = query.get(name) ?? "";
      return value === "" ? [] : [[name, value] as const];
    }),
  );
  const page = Number(query.get("page") ?? "");
  const before = Number.isSafeInteger(page) && page > 0 ? page : undefined;
  const outcome = useLook(connection, "records", { ...asked, ...(before !== undefined && { before }) });
  const go = (to: number | undefined) => {
    keepInAddress({ ...Object.fromEntries(query), page: to === undefined ? undefined : String(to) });
  };
  return (
    <div class="stack">
      <h1>{words.title}</h1>
      <p class="muted">{words.lead}</p>
      <ChainOfTrail connection={connection} />
      <Filters filters={filters} />
      <Loaded outcome={outcome}>
        {({ records, next, searchedTo }) => (
          <>
            {records.length > 0 ? (
              <Records records={records} />
            ) : (
              <Empty says={emptySays(next === null, searchedTo)} />
            )}
            <nav class="row">
              {before !== undefined && (
                <button
                  class="button"
                  onClick={() => {
                    go(undefined);
                  }}
                >
                  {words.newest}
                </button>
              )}
              {next !== null && (
                <button
                  class="button"
                  onClick={() => {
                    go(next);
                  }}
                >
                  {words.older}
                </button>
              )}
            </nav>
          </>
        )}
      </Loaded>
    </div>
  );

  function emptySays(isAll: boolean, searchedTo: string | null): string {
    if (!isAll) return words.noneSuchSoFar(searchedTo === null ? undefined : seconds(searchedTo));
    return Object.keys(asked).length === 0 ? words.noRecords : words.noneSuch;
  }
}
