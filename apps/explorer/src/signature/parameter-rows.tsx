import type { Operation } from "@keyferry/protocol";
import { useId } from "preact/hooks";
import { signature as en } from "../text/en/signature.ts";
import { speaks } from "../text/text.ts";
import { signature as zh } from "../text/zh/signature.ts";
import type { Lighting } from "./lighting.ts";
import { keyOfMark } from "./segments.ts";

type Parameters = Readonly<Record<string, string>>;

/** A row for each parameter, as text; pointing at one lights it up in the steps. */
export function ParameterRows({
  operation,
  parameters,
  lighting,
  onChange,
}: {
  readonly operation: Operation;
  readonly parameters: Parameters;
  readonly lighting: Lighting;
  readonly onChange: (parameters: Parameters) => void;
}) {
  const says = speaks(en, zh);
  const id = useId();
  if (operation.fields.length === 0) return <p class="muted">{says.noParameters}</p>;
  const others = operation.fields.filter(({ name }) => !Object.hasOwn(parameters, name));
  return (
    <fieldset class="parameter-rows">
      <legend>
        <h2>{says.parameters}</h2>
      </legend>
      {Object.entries(parameters).map(([name, value]) => {
        const key = keyOfMark({ of: "parameter", name });
        const point = (to: string | undefined) => () => {
          lighting.point(to);
        };
        return (
          <label
            key={name}
            class={key === lighting.lit.value ? "parameter-row lit" : "parameter-row"}
            onMouseOver={point(key)}
            onMouseLeave={point(undefined)}
          >
            <code>{name}</code>
            <input
              class="input mono"
              value={value}
              autocomplete="off"
              spellcheck={false}
              onFocus={point(key)}
              onBlur={point(undefined)}
              onInput={({ currentTarget }) => {
                onChange({ ...parameters, [name]: currentTarget.value });
              }}
            />
          </label>
        );
      })}
      {others.length > 0 && (
        <select
          class="input fitting"
          id={`${id}-more`}
          aria-label={says.addParameter}
          value=""
          onChange={({ currentTarget }) => {
            onChange({ ...parameters, [currentTarget.value]: "" });
          }}
        >
          <option value="">{says.addParameter}</option>
          {others.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}
