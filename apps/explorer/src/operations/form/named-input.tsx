import type { IdentifierKind } from "@keyferry/protocol";
import { useState } from "preact/hooks";
import { useCalls } from "../../connection/use-call.ts";
import type { InputProps } from "./input-props.ts";
import { namesThere, type NamedThing } from "./names-there.ts";

/** The name of something that is there: typed, or chosen from what the KMS lists. It is asked when somebody comes to the field. */
export function NamedInput({ field, id, describedBy, invalid, value, onValue, connection }: InputProps) {
  const [asked, setAsked] = useState(false);
  const kind = field.identifies;
  return (
    <>
      <input
        class="input mono"
        id={id}
        list={`${id}-there`}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={describedBy}
        aria-invalid={invalid}
        aria-required={field.required}
        value={value}
        onFocus={() => {
          setAsked(true);
        }}
        onInput={({ currentTarget }) => {
          onValue(currentTarget.value);
        }}
      />
      <datalist id={`${id}-there`}>
        {asked && kind !== undefined && <There kind={kind} connection={connection} />}
      </datalist>
    </>
  );
}

function There({ kind, connection }: { readonly kind: IdentifierKind } & Pick<InputProps, "connection">) {
  const { value } = useCalls<readonly NamedThing[]>(connection, kind, (call) => namesThere(kind, call));
  return value?.map(({ name, label }) => (
    <option key={name} value={name} label={label === undefined ? name : `${label} (${name})`} />
  ));
}
