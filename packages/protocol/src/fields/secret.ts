import type * as z from "zod/mini";

const marked = new WeakSet<z.core.$ZodType>();

/**
 * Marks a request field whose value may be a secret: what is shown to people shows it masked. The schema itself is marked,
 * wherever it is used.
 */
export function secret<Schema extends z.core.$ZodType>(schema: Schema): Schema {
  marked.add(schema);
  return schema;
}

/** Whether a field's schema, without its `optional`, is marked. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return marked.has(schema);
}
