import type { InputProps } from "./input-props.ts";

/** How many characters a text may have before it gets several lines. */
const shortText = 1024;

/** Text or a number, as it travels. */
export function TextInput({ field, id, describedBy, invalid, value, onValue }: InputProps) {
  const { form, secret, preset, required } = field;
  const shared = {
    ...{ id, value, class: "input mono", spellcheck: false, autocomplete: "off" },
    ...{ "aria-describedby": describedBy, "aria-invalid": invalid, "aria-required": required },
    ...(preset !== undefined && { placeholder: String(preset) }),
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
      onValue(currentTarget.value);
    },
  } as const;
  const isLong = form.kind === "text" && (form.max ?? (secret ? Infinity : 0)) > shortText;
  if (isLong) return <textarea {...shared} rows={3} />;
  return <input {...shared} inputMode={form.kind === "number" ? "numeric" : "text"} />;
}
