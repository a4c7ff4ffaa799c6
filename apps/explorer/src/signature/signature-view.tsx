import { everyOperation, listKeys, type Operation } from "@keyferry/protocol";
import { useId, useMemo, useState } from "preact/hooks";
import { keepInAddress, linkTo, route } from "../address/route.ts";
import type { ViewProps } from "../frame/view.ts";
import { signature as en } from "../text/en/signature.ts";
import { speaks, text } from "../text/text.ts";
import { signature as zh } from "../text/zh/signature.ts";
import { createLighting } from "./lighting.ts";
import { ParameterRows } from "./parameter-rows.tsx";
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
  const [parameters, setParameters] = useState(() => firstParameters(operation));
  const signed = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ""));
  return (
    <div class="stack">
      <ParameterRows
        operation={operation}
        parameters={parameters}
        lighting={lighting}
        onChange={(changed) => {
          setParameters(changed);
          keepInAddress(withoutSecrets(operation, changed));
        }}
      />
      <a class="button" href={linkTo(["operations", operation.name], withoutSecrets(operation, parameters))}>
        {speaks(en, zh).toForm}
      </a>
      <SignaturePanel connection={connection} operation={operation} parameters={signed} lighting={lighting} />
    </div>
  );
}

/** What the address says, or an example; every required parameter has its row. */
function firstParameters(operation: Operation): Readonly<Record<string, string>> {
  const names = new Set(operation.fields.map(({ name }) => name));
  const given = [...route.peek().query].filter(([name]) => names.has(name));
  const required = operation.fields.filter((field) => field.required).map(({ name }) => [name, ""] as const);
  const usual = operation.name === listKeys.name && given.length === 0 ? Object.entries(example) : [];
  return Object.fromEntries([...required, ...usual, ...given]);
}

/** Addresses end up in histories: what may be a secret stays out of them. */
function withoutSecrets(
  { fields }: Operation,
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const secrets = new Set(fields.filter(({ secret }) => secret).map(({ name }) => name));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !secrets.has(name)));
}
