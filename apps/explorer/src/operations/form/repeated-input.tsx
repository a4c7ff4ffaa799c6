import { Icon } from "../../parts/icon.tsx";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { Draft } from "../../draft/use-draft.ts";
import { itemsOf, maxItems, parametersOf, withoutItem } from "../../draft/values.ts";
import { FieldInput } from "./field-input.tsx";
import type { InputProps } from "./input-props.ts";

/** A list whose items are parameters of their own: `ResourceId.1`, or `Tag.1.Key` and `Tag.1.Value`. */
export function RepeatedInput({ draft, ...props }: InputProps & { readonly draft: Draft }) {
  const says = speaks(en, zh);
  const { field, id } = props;
  const count = Math.max(itemsOf(field, draft.values), field.required ? 1 : 0);
  const [next = field.name] = parametersOf(field, count + 1);
  return (
    <div role="group" aria-labelledby={`${id}-name`} aria-describedby={props.describedBy}>
      {Array.from({ length: count }, (_, at) => (
        <Item key={at} {...props} draft={draft} number={at + 1} />
      ))}
      {count < maxItems && (
        <button
          class="form-tool"
          type="button"
          aria-label={`${says.addRow}: ${field.name}`}
          onClick={() => {
            draft.set(next, "");
          }}
        >
          {says.addRow}
        </button>
      )}
    </div>
  );
}

function Item({ draft, number, ...props }: InputProps & { readonly draft: Draft; readonly number: number }) {
  const { removeRow } = speaks(en, zh);
  const { field, id } = props;
  const whole = `${field.name}.${String(number)}`;
  const { parts } = field;
  const inputs = parts?.map((part) => ({ part, parameter: `${whole}.${part.name}` })) ?? [
    { part: { ...field, repeated: false }, parameter: whole },
  ];
  return (
    <div class={inputs.length > 2 ? "form-item" : "form-row"}>
      {inputs.map(({ part, parameter }) => {
        const own = `${id}-${parameter}`;
        return (
          <div class="form-part" key={parameter}>
            <label class="mono form-part-name" for={own} id={`${own}-name`}>
              {parameter}
            </label>
            <FieldInput
              {...props}
              field={part}
              parameter={parameter}
              id={own}
              value={draft.values[parameter] ?? ""}
              onValue={(value) => {
                draft.set(parameter, value);
              }}
            />
          </div>
        );
      })}
      <button
        class="button quiet"
        type="button"
        aria-label={`${removeRow}: ${whole}`}
        onClick={() => {
          draft.replace(withoutItem(field, draft.values, number));
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
