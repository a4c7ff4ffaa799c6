import type { InputProps } from "./input-props.ts";

/** What lines of text are given, of what every input is given, and how they look. */
type LinesProps = Pick<InputProps, "field" | "id" | "describedBy" | "invalid" | "value" | "onValue"> & {
  /** How many lines are seen. Default 3. */
  readonly rows?: number;
  readonly placeholder?: string;
};

/** Text of several lines: as it travels, or as whoever uses this shows it. */
export function LinesInput({
  field,
  id,
  describedBy,
  invalid,
  value,
  onValue,
  rows = 3,
  placeholder,
}: LinesProps) {
  return (
    <textarea
      class="input mono"
      id={id}
      rows={rows}
      placeholder={placeholder}
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
