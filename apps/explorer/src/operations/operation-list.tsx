import { operationGroups, type OperationGroup } from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import { OperationMarks } from "../parts/operation-marks.tsx";
import { summaryOf } from "../text/summary.ts";
import { text } from "../text/text.ts";

/** All operations by group. */
export function OperationList({ unknown }: { readonly unknown?: string }) {
  const { operations } = text.value;
  return (
    <div class="stack">
      <h1>{operations.title}</h1>
      <p class="muted">{unknown === undefined ? operations.lead : operations.unknown(unknown)}</p>
      {Object.entries(operationGroups).map(([group, members]) => (
        <section key={group} class="operation-group">
          <h2>{operations.groups[group as OperationGroup]}</h2>
          <ul>
            {Object.values(members).map((operation) => (
              <li key={operation.name}>
                <a href={linkTo(["operations", operation.name])}>{operation.name}</a>
                <span class="muted">{summaryOf(operation)}</span>
                <OperationMarks operation={operation} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
