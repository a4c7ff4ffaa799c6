import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** Characters of a passphrase at the most. */
const longestPassphrase = 1024;

/** A passphrase, covered as it is typed. */
export function PassphraseField({
  name,
  autocomplete,
  required = false,
  value,
  onValue,
  children,
}: {
  readonly name: string;
  readonly autocomplete: "current-password" | "new-password";
  readonly required?: boolean;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** What else is said of it. */
  readonly children?: ComponentChildren;
}) {
  const id = useId();
  return (
    <div>
      <label for={id}>{name}</label>
      <input
        class="input"
        id={id}
        type="password"
        autocomplete={autocomplete}
        maxLength={longestPassphrase}
        required={required}
        value={value}
        onInput={({ currentTarget }) => {
          onValue(currentTarget.value);
        }}
      />
      {children}
    </div>
  );
}
