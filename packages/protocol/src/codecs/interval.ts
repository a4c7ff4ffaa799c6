import * as z from "zod/mini";
import { hint, shown } from "./marks.ts";

const unitInSeconds = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/**
 * A span of time, as whole seconds. It travels as a number and a unit: d, h, m or s. Without a unit it is seconds.
 *
 * @param limits in seconds
 * @param inWords how to say them
 */
export function interval(limits: { readonly min: number; readonly max: number }, inWords: string) {
  const message = `must be a number and one of d, h, m, s, ${inWords}`;
  return hint(
    "a number and one of d, h, m, s, such as 365d",
    shown(
      z.codec(z.string(), z.number(), {
        decode(text, context) {
          const [, digits = "", unit = "s"] = /^([1-9][0-9]{0,9})([dhms])?$/.exec(text) ?? [];
          const seconds = Number(digits) * unitInSeconds[unit as keyof typeof unitInSeconds];
          if (seconds >= limits.min && seconds <= limits.max) {
            return seconds;
          }
          context.issues.push({ code: "custom", input: text, message });
          return z.NEVER;
        },
        encode: intervalText,
      }),
    ),
  );
}

/** A span of time as answers have it: in seconds. */
export function intervalText(seconds: number): string {
  return `${String(seconds)}s`;
}
