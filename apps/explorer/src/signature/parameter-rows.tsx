import type { FieldRow, Operation } from "@keyferry/protocol";
import { useId } from "preact/hooks";
import { itemsOf, maxItems, parametersOf, type Values } from "../draft/values.ts";
import { signature as en } from "../text/en/signature.ts";
import { speaks } from "../text/text.ts";
import { signature as zh } from "../text/zh/signature.ts";
import type { Lighting } from "./lighting.ts";
import { keyOfMark } from "./segments.ts";

/** A row for each parameter, as text; pointing at one lights it up in the steps. */
export function ParameterRows({
  operation,
  parameters,
  lighting,
  onChange,
}: {
  readonly operation: Operation;
  readonly parameters: Values;
  readonly lighting: Lighting;
  readonly onChange: (parameters: Values) => void;
}) {
  const says = speaks(en, zh);
  const id = useId();
  if (operation.fields.length === 0) return <p class="muted">{says.noParameters}</p>;
  const others = operation.fields.flatMap((field) => {
    const names = nextOf(field, parameters);
    return names.length > 0 ? [{ field: field.name, names }] : [];
  });
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
            const names = others.find(({ field }) => field === currentTarget.value)?.names ?? [];
            onChange({ ...parameters, ...emptyRows(names) });
          }}
        >
          <option value="">{says.addParameter}</option>
          {others.map(({ field, names }) => (
            <option key={field} value={field}>
              {names.join(", ")}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}

/** Empty rows of these parameters. */
export function emptyRows(names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, ""]));
}

/** The parameters of a field that come next: of a list, those of one more item. None where it is there already. */
export function nextOf(field: FieldRow, parameters: Values): readonly string[] {
  if (!field.repeated) return Object.hasOwn(parameters, field.name) ? [] : [field.name];
  const item = itemsOf(field, parameters) + 1;
  return item > maxItems ? [] : parametersOf(field, item);
}
