import * as z from "zod/mini";
import { marksOf, type CiphertextMark, type IdentifierKind, type Marks } from "./codecs/marks.ts";
import { formOf, type FieldForm } from "./field-form.ts";

/** What is known of a request field without parsing anything. */
export interface FieldRow {
  readonly name: string;
  readonly required: boolean;
  /** Whether it travels as a repeated list: `Tag.1.Key`, `ResourceId.1`. */
  readonly repeated: boolean;
  /** How its values are written; of a repeated list, one item where that travels whole. */
  readonly form: FieldForm;
  /** Of a repeated list whose items travel in parts, `Tag.1.Key`: the parts. Absent elsewhere. */
  readonly parts?: readonly FieldRow[];
  /** Whether its value may be a secret, so that nothing made for people may show it. */
  readonly secret: boolean;
  /** Whether what is made for people may show this value: it is a good one, and such values give nothing away. */
  readonly shows: (value: string) => boolean;
  /** What it names; absent where it is no identifier. */
  readonly identifies?: IdentifierKind;
  /** What goes with it where it holds a ciphertext; absent where it holds none. */
  readonly ciphertext?: CiphertextMark;
  /** What to type for it, in a few words; absent where its values say so themselves. */
  readonly hint?: string;
  /** What holds where it is absent, of a number; absent where the operation has no such rule. */
  readonly preset?: number;
  /** Whether an empty value is one; elsewhere it counts as absent. */
  readonly mayBeEmpty: boolean;
  /** Name of the field that decides in its place where it is given; absent where none does. */
  readonly overriddenBy?: string;
}

/** The table of a request's fields, in the order of its definition. */
export function fieldTable(shape: Readonly<Record<string, z.ZodMiniType>>): readonly FieldRow[] {
  return Object.entries(shape).map(([name, schema]) => {
    const inner = withoutOptional(schema);
    const element = inner instanceof z.ZodMiniArray ? withoutOptional(inner._zod.def.element) : undefined;
    const parts = element === undefined ? undefined : partsOf(element);
    const { secret, shown, names, ciphertext, hint, preset, mayBeEmpty, overriddenBy } = {
      ...marksOf(inner),
      ...marksOf(schema),
    };
    return {
      name,
      required: schema._zod.optin !== "optional",
      repeated: element !== undefined,
      form: formOf(element ?? inner),
      secret: secret === true,
      shows: shown === true ? (value) => z.safeDecode(inner, value).success : () => false,
      mayBeEmpty: mayBeEmpty === true,
      ...(parts !== undefined && { parts: fieldTable(parts) }),
      ...(names !== undefined && { identifies: names }),
      ...(ciphertext !== undefined && { ciphertext }),
      ...(hint !== undefined && { hint }),
      ...(preset !== undefined && { preset }),
      ...(overriddenBy !== undefined && { overriddenBy }),
    };
  });
}

function partsOf(element: z.core.$ZodType): Readonly<Record<string, z.ZodMiniType>> | undefined {
  return element instanceof z.ZodMiniObject
    ? (element._zod.def.shape as Readonly<Record<string, z.ZodMiniType>>)
    : marksOf(element).parts;
}

/** An answer's members of which something is said, each by its path: `SecretValues.SecretData`. */
export function membersMarked(
  said: keyof Marks,
  shape: Readonly<Record<string, z.core.$ZodType>>,
  within = "",
): readonly string[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    if (marksOf(schema)[said] !== undefined) return [within + name];
    const inner = schema instanceof z.ZodMiniArray ? schema._zod.def.element : schema;
    return inner instanceof z.ZodMiniObject
      ? membersMarked(said, inner._zod.def.shape, `${within}${name}.`)
      : [];
  });
}

/** The schema that an optional one wraps, or the schema itself. */
export function withoutOptional(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodMiniOptional ? schema._zod.def.innerType : schema;
}
