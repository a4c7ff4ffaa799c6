import { BytesInput } from "./bytes-input.tsx";
import { ChoiceInput } from "./choice-input.tsx";
import type { InputProps } from "./input-props.ts";
import { LinesInput } from "./lines-input.tsx";
import { NamedInput } from "./named-input.tsx";
import { PublicKeyInput } from "./public-key-input.tsx";
import { isShort, RadioInput } from "./radio-input.tsx";
import { RowsInput } from "./rows-input.tsx";
import { TextInput } from "./text-input.tsx";

/** The input for a field's form. */
export function FieldInput(props: InputProps) {
  const { form, identifies } = props.field;
  switch (form.kind) {
    case "flag":
      return <RadioInput {...props} choices={["true", "false"]} />;
    case "choice":
      return isShort(props.field) ? (
        <RadioInput {...props} choices={form.values} />
      ) : (
        <ChoiceInput {...props} choices={form.values} />
      );
    case "bytes":
      return <BytesInput {...props} max={form.max} />;
    case "public key":
      return <PublicKeyInput {...props} />;
    case "pairs":
    case "texts":
    case "records":
      return <RowsInput {...props} form={form} />;
    case "json":
      return <LinesInput {...props} />;
    default:
      return identifies === undefined ? <TextInput {...props} /> : <NamedInput {...props} />;
  }
}
