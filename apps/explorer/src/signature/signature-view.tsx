import { everyOperation, listKeys, type Operation } from "@keyferry/protocol";
import { useId, useMemo } from "preact/hooks";
import { linkTo } from "../address/route.ts";
import { useDraft } from "../draft/use-draft.ts";
import { itemsOf, sharedOf, type Values } from "../draft/values.ts";
import type { ViewProps } from "../frame/view.ts";
import { signature as en } from "../text/en/signature.ts";
import { speaks, text } from "../text/text.ts";
import { signature as zh } from "../text/zh/signature.ts";
import { createLighting } from "./lighting.ts";
import { emptyRows, nextOf, ParameterRows } from "./parameter-rows.tsx";
import { SignaturePanel } from "./signature-panel.tsx";

/** A call that anybody may make, with a value in which much is encoded. */
const example = { Filters: '[{"Key":"KeyState","Values":["Enabled"]}]', PageSize: "20" };

/** How a request is signed: an operation and its parameters on one side, the steps on the other. */
export default function SignatureView({ connection, path }: ViewProps) {
  const says = speaks(en, zh);
  const id = useId();
  const lighting = useMemo(createLighting, []);
  const [name = listKeys.name] = path;
  const operation: Operation | undefined = Object.hasOwn(everyOperation, name)
    ? everyOperation[name]
    : undefined;
  if (operation === undefined) {
    return (
      <div class="empty">
        <p>{text.value.operations.unknown(name)}</p>
        <a class="button" href={linkTo(["signature"])}>
          {says.title}
        </a>
      </div>
    );
  }
  return (
    <div class="stack">
      <h1>{says.title}</h1>
      <p class="muted">{says.lead}</p>
      <label class="chosen-operation" for={`${id}-operation`}>
        <span>{says.operation}</span>
        <select
          class="input mono"
          id={`${id}-operation`}
          value={operation.name}
          onChange={({ currentTarget }) => {
            location.hash = linkTo(["signature", currentTarget.value]);
          }}
        >
          {Object.keys(everyOperation).map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
      <Call key={operation.name} connection={connection} operation={operation} lighting={lighting} />
    </div>
  );
}

function Call({
  connection,
  operation,
  lighting,
}: Pick<ViewProps, "connection"> & {
  readonly operation: Operation;
  readonly lighting: ReturnType<typeof createLighting>;
}) {
  const draft = useDraft(operation, (given) => firstRows(operation, given));
  return (
    <div class="stack">
      <ParameterRows
        operation={operation}
        parameters={draft.values}
        lighting={lighting}
        onChange={draft.replace}
      />
      <a class="button" href={linkTo(["operations", operation.name], sharedOf(operation, draft.values))}>
        {speaks(en, zh).toForm}
      </a>
      <SignaturePanel
        connection={connection}
        operation={operation}
        parameters={draft.parameters}
        lighting={lighting}
      />
    </div>
  );
}

/** What the address says, or an example; every required parameter has its row, of a list the first item. */
function firstRows(operation: Operation, given: Values): Values {
  const usual = operation.name === listKeys.name && Object.keys(given).length === 0 ? example : {};
  const required = operation.fields
    .filter((field) => field.required && itemsOf(field, given) === 0)
    .flatMap((field) => nextOf(field, given));
  return { ...emptyRows(required), ...usual, ...given };
}
