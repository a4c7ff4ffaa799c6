import type * as z from "zod/mini";

const marked = new WeakSet<z.core.$ZodType>();

/**
 * Marks an answer's text that a caller gave and must get back as it was: where the form of the answer cannot hold it, there
 * is no answer. Other text is for people, and shows U+FFFD in place of what XML cannot hold.
 */
export function verbatim<Schema extends z.core.$ZodType>(schema: Schema): Schema {
  marked.add(schema);
  return schema;
}

/** Names of the members that are marked. */
export function verbatimMembers(shape: Readonly<Record<string, z.core.$ZodType>>): readonly string[] {
  return Object.keys(shape).filter((name) => {
    const schema = shape[name];
    return schema !== undefined && marked.has(schema);
  });
}
