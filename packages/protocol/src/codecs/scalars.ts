import * as z from "zod/mini";
import { mark } from "./marks.ts";

/** A whole number that travels as decimal digits. */
export function integer(limits: { readonly min: number; readonly max: number }) {
  const { min, max } = limits;
  const message = `must be a whole number from ${String(min)} to ${String(max)}`;
  return mark(
    { shown: true, form: { kind: "number", min, max } },
    z.codec(z.string(), z.number(), {
      decode(text, context) {
        const value = /^(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : Number.NaN;
        if (value >= min && value <= max) return value;
        context.issues.push({ code: "custom", input: text, message });
        return z.NEVER;
      },
      encode: String,
    }),
  );
}

/** A boolean that travels as `true` or `false`. */
export const boolean = mark(
  { shown: true, form: { kind: "flag" } },
  z.codec(z.enum(["true", "false"], "must be true or false"), z.boolean(), {
    decode: (text) => text === "true",
    encode: (value) => (value ? "true" : "false"),
  }),
);

/** A moment, to the second, that travels as `YYYY-MM-DDTHH:MM:SSZ`. */
export const timestamp = z.codec(
  z.string(),
  z.custom<Date>((value) => value instanceof Date),
  {
    decode(text, context) {
      const date = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : Number.NaN);
      // A day or an hour that does not exist would be another one.
      if (!Number.isNaN(date.getTime()) && timestampText(date) === text) return date;
      const message = "must be YYYY-MM-DDTHH:MM:SSZ, a time that there is";
      context.issues.push({ code: "custom", input: text, message });
      return z.NEVER;
    },
    encode: timestampText,
  },
);

function timestampText(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
