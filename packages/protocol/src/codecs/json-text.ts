import * as z from "zod/mini";

/** A value that travels as JSON text inside one parameter. */
export function jsonText<Schema extends z.ZodMiniType>(
  schema: Schema,
  limits: { readonly max: number; readonly form: string },
): z.ZodMiniCodec<z.ZodMiniString, Schema> {
  return z.codec(z.string(), schema, {
    decode(text, context) {
      try {
        if (text.length <= limits.max) return JSON.parse(text) as z.input<Schema>;
      } catch {
        // Refused below, like a text that is too long.
      }
      const message = `must be JSON text of at most ${String(limits.max)} characters: ${limits.form}`;
      context.issues.push({ code: "custom", input: text, message });
      return z.NEVER;
    },
    encode: (value) => JSON.stringify(value),
  });
}
