import { useNamesThere } from "../../parts/use-names-there.tsx";
import type { InputProps } from "./input-props.ts";

/** The name of something that is there: typed, or chosen from what the KMS lists. */
export function NamedInput({ field, id, describedBy, invalid, value, onValue, connection }: InputProps) {
  const there = useNamesThere(connection, field.identifies, id);
  return (
    <>
      <input
        class="input mono"
        id={id}
        {...there.input}
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
      {there.datalist}
    </>
  );
}
