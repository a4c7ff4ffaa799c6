import type * as z from "zod/mini";

const overrides = new WeakMap<z.core.$ZodType, string>();

/**
 * Says that an optional field is not looked at, whatever it holds, where another one is given: that one decides in its
 * place.
 *
 * @param field name of the other one
 */
export function overriddenBy<Schema extends z.core.$ZodType>(field: string, schema: Schema): Schema {
  overrides.set(schema, field);
  return schema;
}

/** The field that decides in the place of the one with this schema; undefined: none does. */
export function overrideOf(schema: z.core.$ZodType): string | undefined {
  return overrides.get(schema);
}
