import { playgroundText } from "./playground-text.ts";

const hour = 3_600_000;
const day = 24 * hour;

/**
 * How far a clock is ahead, in the language of the page: whole days and hours.
 *
 * @param ahead milliseconds
 */
export function aheadText(ahead: number): string {
  const words = playgroundText().clock;
  if (ahead === 0) return words.level;
  const days = Math.floor(ahead / day);
  const hours = Math.floor((ahead % day) / hour);
  const parts = [days > 0 && words.days(days), hours > 0 && words.hours(hours)];
  return words.ahead(parts.filter((part) => part !== false).join(" "));
}
