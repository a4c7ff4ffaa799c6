import { CodeBox } from "../parts/code-box.tsx";
import { Table } from "../parts/table.tsx";
import { trail as en } from "../text/en/trail.ts";
import { speaks } from "../text/text.ts";
import { trail as zh } from "../text/zh/trail.ts";
import type { Refusal } from "./use-refusals.ts";

type Access = NonNullable<Refusal["access"]>;
type Statement = Access["policies"][number]["statements"][number];

/** What a denial rests on: each statement that was considered, and the smallest policy that would have allowed it. */
export function DeniedAccess({
  access: { principal, action, resource, policies, wouldAllow },
}: {
  readonly access: Access;
}) {
  const words = speaks(en, zh);
  return (
    <>
      <p class="mono">
        {principal.arn}
        <br />
        {action}
        <br />
        {resource}
      </p>
      {policies.map(({ attachedTo: { kind, name }, index, statements }) => {
        const title = words.policy(index + 1, kind, name);
        return (
          <section key={title} class="stack">
            <h3>{title}</h3>
            <Table
              of={title}
              rows={statements}
              keyOf={({ index: at }) => String(at)}
              columns={[
                { name: "Statement", cell: ({ index: at, sid }) => sid ?? String(at + 1) },
                { name: "Effect", cell: ({ effect }) => effect },
                { name: words.outcome, cell: (statement) => <Became statement={statement} /> },
              ]}
            />
          </section>
        );
      })}
      {wouldAllow.map(({ attachTo: { kind, name }, policy }) => (
        <section key={`${kind} ${name}`} class="stack">
          <h3>
            {words.wouldAllow} ({kind} {name})
          </h3>
          <CodeBox of={words.wouldAllow} value={JSON.stringify(policy, undefined, 2)} />
        </section>
      ))}
    </>
  );
}

function Became({ statement: { mismatch } }: { readonly statement: Statement }) {
  const words = speaks(en, zh);
  if (mismatch === null) return <>{words.applies}</>;
  switch (mismatch.by) {
    case "condition":
      return (
        <>{words.condition(mismatch.key, mismatch.operator, mismatch.values.join(", "), mismatch.actual)}</>
      );
    case "delegation":
      return <>{words.delegates}</>;
    default:
      return <>{words.names(mismatch.by)}</>;
  }
}
