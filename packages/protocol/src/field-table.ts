import * as z from "zod/mini";
import { identifierKindOf, type IdentifierKind } from "./fields/identifiers.ts";
import { overrideOf } from "./fields/overridden.ts";
import { isSecret } from "./fields/secret.ts";
import { isShown } from "./fields/shown.ts";

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
  /** Name of the field that decides in its place where it is given; absent where none does. */
  readonly overriddenBy?: string;
}

/** The table of a request's fields, in the order of its definition. */
export function fieldTable(shape: Readonly<Record<string, z.ZodMiniType>>): readonly FieldRow[] {
  return Object.entries(shape).map(([name, schema]) => {
    const inner = withoutOptional(schema);
    const identifies = identifierKindOf(inner);
    const overriddenBy = overrideOf(schema);
    return {
      name,
      required: schema._zod.optin !== "optional",
      repeated: inner instanceof z.ZodMiniArray,
      secret: isSecret(inner),
      shows: showing(inner),
      ...(identifies !== undefined && { identifies }),
      ...(overriddenBy !== undefined && { overriddenBy }),
    };
  });
}

/** The schema that an optional one wraps, or the schema itself. */
export function withoutOptional(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodMiniOptional ? schema._zod.def.innerType : schema;
}

function showing(schema: z.core.$ZodType): FieldRow["shows"] {
  return isShown(schema) ? (value) => z.safeDecode(schema, value).success : () => false;
}
