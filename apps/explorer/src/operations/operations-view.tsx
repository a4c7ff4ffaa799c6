import { operationGroups, type OperationGroup } from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import type { ViewProps } from "../frame/view.ts";
import { text } from "../text/text.ts";

/** All operations by group, or one of them. */
export default function OperationsView({ path }: ViewProps) {
  const [asked] = path;
  const { operations } = text.value;
  return (
    <div class="stack">
      <h1>{operations.title}</h1>
      <p class="muted">{asked === undefined ? operations.lead : operations.unknown(asked)}</p>
      {Object.entries(operationGroups).map(([group, members]) => (
        <section key={group} class="stack">
          <h2>{operations.groups[group as OperationGroup]}</h2>
          <ul>
            {Object.values(members).map(({ name, summary }) => (
              <li key={name}>
                <a href={linkTo(["operations", name])}>{name}</a> <span class="muted">{summary}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
