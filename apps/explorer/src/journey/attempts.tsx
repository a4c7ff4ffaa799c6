import { Table } from "../parts/table.tsx";
import { journey as en } from "../text/en/journey.ts";
import { journey as zh } from "../text/zh/journey.ts";
import { speaks } from "../text/text.ts";
import type { Attempt } from "./travel/attempts.ts";

/** A table of what was tried, and what came of it. */
export function Attempts({
  of,
  attempts,
}: {
  /** What it is a table of. */
  readonly of: string;
  readonly attempts: readonly Attempt[];
}) {
  const words = speaks(en, zh);
  const { tried, got } = words;
  const outcomeOf = ({ how, gotDataKey, code }: Attempt) => {
    if (gotDataKey) return got.dataKey;
    if (code !== undefined) return got.refused(code);
    return { read: got.nothing, open: got.unopened, repeat: got.answered, swapRecipient: got.answered }[how];
  };
  return (
    <Table
      of={of}
      columns={[
        {
          name: words.attempt,
          cell: ({ how, operation }) => (how === "read" ? tried.read(operation?.name ?? "") : tried[how]),
        },
        {
          name: words.outcome,
          cell: (attempt) => (
            <span class={attempt.gotDataKey ? "mark amber" : "mark done"}>{outcomeOf(attempt)}</span>
          ),
        },
      ]}
      rows={attempts}
      keyOf={({ how, operation }) => `${how} ${operation?.name ?? ""}`}
    />
  );
}
