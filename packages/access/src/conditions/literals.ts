const day = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const time =
  /^T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,3})?)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])$/;
const number = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,14})?$/;
const mostDigits = 15;

/**
 * Reads a date of ISO 8601: `2026-01-31`, `2026-01-31T08:00Z`, `2026-01-31T08:00:00+08:00`, with up to three decimals of
 * a second. A date alone begins at midnight UTC. Answers milliseconds since the epoch, undefined for any other text.
 */
export function parseDate(text: string): number | undefined {
  const [, year, month, dayOfMonth] = day.exec(text.slice(0, 10)) ?? [];
  if (year === undefined || (text.length > 10 && !time.test(text.slice(10)))) return undefined;
  // Date.parse takes the 30th of February for the 2nd of March.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(dayOfMonth);
  return exists ? Date.parse(text) : undefined;
}

/** Reads a decimal number of up to 15 digits, which all differ as JavaScript numbers. Undefined for any other text. */
export function parseNumber(text: string): number | undefined {
  if (!number.test(text)) return undefined;
  return text.replace(/[-.]/g, "").length <= mostDigits ? Number(text) : undefined;
}

/** Reads `true` or `false`. Undefined for any other text. */
export function parseBoolean(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}
