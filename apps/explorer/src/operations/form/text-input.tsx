import type { InputProps } from "./input-props.ts";
import { LinesInput } from "./lines-input.tsx";

/** How many characters a text may have before it gets several lines. */
const shortText = 1024;

/** Text or a number, as it travels. */
export function TextInput(props: InputProps) {
  const { field, id, describedBy, invalid, value, onValue } = props;
  const { form, secret, preset, required } = field;
  const placeholder = preset === undefined ? {} : { placeholder: String(preset) };
  const isLong = form.kind === "text" && (form.max ?? (secret ? Infinity : 0)) > shortText;
  if (isLong) return <LinesInput {...props} {...placeholder} />;
  return (
    <input
      class="input mono"
      id={id}
      inputMode={form.kind === "number" ? "numeric" : "text"}
      {...placeholder}
      spellcheck={false}
      autocomplete="off"
      aria-describedby={describedBy}
      aria-invalid={invalid}
      aria-required={required}
      value={value}
      onInput={({ currentTarget }) => {
        onValue(currentTarget.value);
      }}
    />
  );
}
