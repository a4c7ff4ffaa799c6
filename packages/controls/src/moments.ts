import { parseDate } from "@keyferry/access";
import { serviceError } from "@keyferry/protocol";

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads a length of time: a whole number and one of `ms`, `s`, `m`, `h`, `d`, such as `7d`.
 *
 * @returns milliseconds
 * @throws ServiceError `InvalidParameter`
 */
export function readDuration(text: string, parameter: string): number {
  const [, count = "", unit = ""] = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text) ?? [];
  if (unit === "") {
    throw serviceError("InvalidParameter", {
      parameter,
      reason: "must be a whole number and one of ms, s, m, h, d, such as 7d",
    });
  }
  return Number(count) * units[unit as keyof typeof units];
}

/**
 * Reads a moment such as `2027-01-02T03:04:05Z`.
 *
 * @returns milliseconds since the epoch
 * @throws ServiceError `InvalidParameter`
 */
export function readMoment(text: string, parameter: string): number {
  const moment = /T\d\d:\d\d:\d\dZ$/.test(text) ? parseDate(text) : undefined;
  if (moment !== undefined) return moment;
  throw serviceError("InvalidParameter", { parameter, reason: "must be such as 2027-01-02T03:04:05Z" });
}
