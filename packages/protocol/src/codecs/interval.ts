import * as z from "zod/mini";
import { hint, shown } from "./marks.ts";

const unitInSeconds = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

const message = "must be a number and one of d, h, m, s";

/**
 * A span of time, as whole seconds. It travels as a number and a unit: d, h, m or s. Without a unit it is seconds. How long it may
 * be is asked where it counts, see {@link IntervalLimits}.
 */
export const interval = hint(
  "a number and one of d, h, m, s, such as 365d",
  shown(
    z.codec(z.string(), z.number(), {
      decode(text, context) {
        const [, digits, unit = "s"] = /^([1-9][0-9]{0,9})([dhms])?$/.exec(text) ?? [];
        if (digits !== undefined) return Number(digits) * unitInSeconds[unit as keyof typeof unitInSeconds];
        context.issues.push({ code: "custom", input: text, message });
        return z.NEVER;
      },
      encode: intervalText,
    }),
  ),
);

/** How long a span of time may be. */
export interface IntervalLimits {
  /** In seconds. */
  readonly min: number;
  /** In seconds. */
  readonly max: number;
  /** How to say them. */
  readonly inWords: string;
}

/** A span of time as answers have it: in seconds. */
export function intervalText(seconds: number): string {
  return `${String(seconds)}s`;
}
