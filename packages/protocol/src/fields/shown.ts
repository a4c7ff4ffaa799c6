import type * as z from "zod/mini";

const marked = new WeakSet<z.core.$ZodType>();

/**
 * Marks a request field whose good values give nothing away: one of a few words, or a number. Where a request is shown to
 * people, such a value may be. The schema itself is marked, wherever it is used.
 */
export function shown<Schema extends z.core.$ZodType>(schema: Schema): Schema {
  marked.add(schema);
  return schema;
}

/** Whether a field's schema, without its `optional`, is marked. */
export function isShown(schema: z.core.$ZodType): boolean {
  return marked.has(schema);
}
