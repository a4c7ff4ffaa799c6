import { operationGroups, type OperationGroup } from "@keyferry/protocol";
import { language, text } from "../text/text.ts";
import { OperationMarks } from "../parts/operation-marks.tsx";
import { Preferences } from "./preferences.tsx";
import { linkTo } from "../address/route.ts";
import type { Views } from "./view.ts";

/** The left column: views, then operations by group. On the phone it is a drawer. */
export function Side({
  views,
  path,
  open,
}: {
  readonly views: Views;
  readonly path: readonly string[];
  readonly open: boolean;
}) {
  const { frame, operations } = text.value;
  const [view = views.first, operation] = path;
  return (
    <nav id="side" class={open ? "side open" : "side"} aria-label={frame.navigation}>
      {Object.entries(views.all)
        .filter(([, { listed }]) => listed)
        .map(([key, { name }]) => (
          <a key={key} href={linkTo([key])} aria-current={view === key ? "page" : undefined}>
            {name[language.value]}
          </a>
        ))}
      <a
        class="side-all"
        href={linkTo(["operations"])}
        aria-current={view === "operations" && operation === undefined ? "page" : undefined}
      >
        {frame.operations}
      </a>
      {Object.entries(operationGroups).map(([group, members]) => (
        <details key={group} open={operation !== undefined && Object.hasOwn(members, operation)}>
          <summary>{operations.groups[group as OperationGroup]}</summary>
          <ul>
            {Object.values(members).map((member) => (
              <li key={member.name}>
                <a
                  href={linkTo(["operations", member.name])}
                  aria-current={view === "operations" && operation === member.name ? "page" : undefined}
                >
                  {member.name}
                  <OperationMarks operation={member} />
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <Preferences />
    </nav>
  );
}
