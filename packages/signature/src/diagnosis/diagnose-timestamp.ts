import { parseTimestamp } from "../claim.ts";

const minute = 60_000;
/** How far apart the time zones of the world are: a quarter of an hour. */
const zoneStep = 15 * minute;
const zones = { west: -12 * 60 * minute, east: 14 * 60 * minute };
/** How well a clock is taken to be set when its zone is guessed. */
const nearby = 5 * minute;

/** What may be wrong with a timestamp. */
export type TimestampDiagnosis =
  | {
      readonly fault: "format";
      /** What it seems to be instead; null: nothing that is known. */
      readonly looksLike: TimestampForm | null;
    }
  | {
      readonly fault: "clock";
      /** Milliseconds that the client's clock is ahead of the server's; negative: behind. */
      readonly ahead: number;
      /** Offset from UTC, as `+08:00`, of the zone whose local time the client seems to send as if it were UTC. */
      readonly zone: string | null;
    };

/** Forms of time that clients send in place of `yyyy-MM-ddTHH:mm:ssZ`. */
export type TimestampForm =
  | "seconds since the epoch"
  | "milliseconds since the epoch"
  | "offset in place of Z"
  | "no Z"
  | "blank in place of T"
  | "fractions of another length"
  | "HTTP date"
  | "compact date"
  | "no such date";

const forms: readonly (readonly [TimestampForm, RegExp])[] = [
  ["seconds since the epoch", /^\d{10}$/],
  ["milliseconds since the epoch", /^\d{13}$/],
  ["no such date", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/],
  ["offset in place of Z", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?[+ -]\d\d:?\d\d$/],
  ["no Z", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?$/],
  ["blank in place of T", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?Z?$/],
  ["fractions of another length", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z$/],
  ["HTTP date", /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/],
  ["compact date", /^\d{8}T\d{6}Z$/],
];

/**
 * What may be wrong with the timestamp of a request that was refused for it.
 *
 * @param now the server's time, milliseconds since the epoch
 */
export function diagnoseTimestamp(timestamp: string, now: number): TimestampDiagnosis {
  const time = parseTimestamp(timestamp);
  if (time === undefined) {
    const [looksLike = null] = forms.find(([, pattern]) => pattern.test(timestamp)) ?? [];
    return { fault: "format", looksLike };
  }
  const ahead = time - now;
  const offset = Math.round(ahead / zoneStep) * zoneStep;
  const fits =
    Math.abs(ahead - offset) <= nearby && offset !== 0 && offset >= zones.west && offset <= zones.east;
  return { fault: "clock", ahead, zone: fits ? zoneText(offset) : null };
}

function zoneText(offset: number): string {
  const minutes = Math.abs(offset) / minute;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
