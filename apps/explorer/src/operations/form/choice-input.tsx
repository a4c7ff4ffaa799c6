import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { InputProps } from "./input-props.ts";

/** Many words to choose from. */
export function ChoiceInput({
  field,
  id,
  describedBy,
  invalid,
  value,
  onValue,
  choices,
}: InputProps & { readonly choices: readonly string[] }) {
  const { notSent, choose } = speaks(en, zh);
  // What an address brought may be none of them: it is shown, and its fault beside it.
  const all = value === "" || choices.includes(value) ? choices : [value, ...choices];
  return (
    <select
      class="input mono"
      id={id}
      value={value}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      onChange={({ currentTarget }) => {
        onValue(currentTarget.value === "" ? undefined : currentTarget.value);
      }}
    >
      <option value="">{field.required ? choose : notSent}</option>
      {all.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  );
}
