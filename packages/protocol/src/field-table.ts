import * as z from "zod/mini";
import { marksOf, type CiphertextMark, type IdentifierKind } from "./codecs/marks.ts";

/** What is known of a request field without parsing anything. */
export interface FieldRow {
  readonly name: string;
  readonly required: boolean;
  /** Whether it travels as a repeated list: `Tag.1.Key`, `ResourceId.1`. */
  readonly repeated: boolean;
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
    const { secret, shown, names, ciphertext, hint, preset, mayBeEmpty, overriddenBy } = {
      ...marksOf(inner),
      ...marksOf(schema),
    };
    return {
      name,
      required: schema._zod.optin !== "optional",
      repeated: inner instanceof z.ZodMiniArray,
      secret: secret === true,
      shows: shown === true ? (value) => z.safeDecode(inner, value).success : () => false,
      mayBeEmpty: mayBeEmpty === true,
      ...(names !== undefined && { identifies: names }),
      ...(ciphertext !== undefined && { ciphertext }),
      ...(hint !== undefined && { hint }),
      ...(preset !== undefined && { preset }),
      ...(overriddenBy !== undefined && { overriddenBy }),
    };
  });
}

/** An answer's members that are a caller's own text, to be given back as it was, each by its path: `SecretValues.SecretData`. */
export function verbatimMembers(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  within = "",
): readonly string[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    if (marksOf(schema).verbatim === true) return [within + name];
    const inner = schema instanceof z.ZodMiniArray ? schema._zod.def.element : schema;
    return inner instanceof z.ZodMiniObject ? verbatimMembers(inner._zod.def.shape, `${within}${name}.`) : [];
  });
}

/** The schema that an optional one wraps, or the schema itself. */
export function withoutOptional(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodMiniOptional ? schema._zod.def.innerType : schema;
}
