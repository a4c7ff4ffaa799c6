import * as z from "zod/mini";
import { mark } from "./marks.ts";

/** A value that travels as JSON text inside one parameter. */
export function jsonText<Schema extends z.ZodMiniType>(
  schema: Schema,
  limits: { readonly max: number; readonly form: string },
): z.ZodMiniCodec<z.ZodMiniString, Schema> {
  return mark(
    { form: { kind: "json", schema } },
    z.codec(z.string(), schema, {
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
    }),
  );
}

const markOrText = /"(?:[^"\\]|\\.)*"|[{}:]/gs;

/**
 * Whether an object in a text of JSON has a member twice. Readers keep the last one, some the first: what people read in a text
 * that is kept as it was sent would not be what counts.
 *
 * @param json valid JSON, of a bounded length
 */
export function hasMemberTwice(json: string): boolean {
  const open: Set<string>[] = [];
  let text = "";
  for (const [found] of json.matchAll(markOrText)) {
    if (found === "{") open.push(new Set());
    else if (found === "}") open.pop();
    else if (found === ":") {
      const name = JSON.parse(text) as string;
      if (open.at(-1)?.has(name) === true) return true;
      open.at(-1)?.add(name);
    } else text = found;
  }
  return false;
}
