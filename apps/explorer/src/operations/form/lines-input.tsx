import type { InputProps } from "./input-props.ts";

/** JSON text whose form no table holds. */
export function JsonInput({ id, describedBy, invalid, value, onValue, field }: InputProps) {
  return (
    <textarea
      class="input mono"
      id={id}
      rows={3}
      spellcheck={false}
      autocomplete="off"
      aria-describedby={describedBy}
      aria-invalid={invalid}
      aria-required={field.required}
      value={value}
      onInput={({ currentTarget }) => {
        onValue(currentTarget.value);
      }}
    />
  );
}
