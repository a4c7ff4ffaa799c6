import type { FieldRow } from "@keyferry/protocol";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { InputProps } from "./input-props.ts";

/** A few words to choose from. An optional one can be left out. */
export function RadioInput({
  field,
  id,
  describedBy,
  value,
  onValue,
  choices,
}: InputProps & { readonly choices: readonly string[] }) {
  const { notSent } = speaks(en, zh);
  const all = field.required ? choices : ["", ...choices];
  return (
    <div class="form-radios" role="radiogroup" aria-labelledby={`${id}-name`} aria-describedby={describedBy}>
      {all.map((choice) => (
        <label key={choice} class="form-radio">
          <input
            type="radio"
            name={id}
            value={choice}
            checked={value === choice}
            onChange={() => {
              onValue(choice === "" ? undefined : choice);
            }}
          />
          <span class={choice === "" ? "muted" : "mono"}>{choice === "" ? notSent : choice}</span>
        </label>
      ))}
    </div>
  );
}

/** Whether a field is shown as radio buttons: it has at most five words. */
export function isShort({ form }: FieldRow): boolean {
  return form.kind === "choice" && form.values.length <= 5;
}
