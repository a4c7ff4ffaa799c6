import { diagnoseTimestamp, type TimestampForm } from "@keyferry/signature";
import { clockSkew } from "@keyferry/gateway";

const forms: Readonly<Record<TimestampForm, string>> = {
  "seconds since the epoch": "It seems to be seconds since 1970.",
  "milliseconds since the epoch": "It seems to be milliseconds since 1970.",
  "offset in place of Z": "It has an offset from UTC in place of Z: convert it to UTC and write Z.",
  "no Z": "The Z at its end is missing.",
  "blank in place of T": "It has a blank where a T must stand.",
  "fractions of another length": "Its fraction of a second must have three digits, or be left out.",
  "HTTP date": "It is a date as HTTP headers have it.",
  "compact date": "It is written without dashes and colons.",
  "no such date": "There is no such day or time.",
};

/**
 * What to do about a timestamp that was refused.
 *
 * @param now when the request arrived, by the clock that requests are signed by: milliseconds since the epoch
 */
export function adviceOnTimestamp(timestamp: string, now: number): readonly string[] {
  const diagnosis = diagnoseTimestamp(timestamp, now);
  const server = `The server's clock said ${new Date(now).toISOString()}.`;
  if (diagnosis.fault === "format") {
    const { looksLike } = diagnosis;
    return [
      ...(looksLike === null ? [] : [forms[looksLike]]),
      `Write the time as YYYY-MM-DDThh:mm:ssZ, in UTC. ${server}`,
    ];
  }
  const { ahead, zone } = diagnosis;
  if (Math.abs(ahead) <= clockSkew) {
    return [
      `The request's time is right. ${server} It has gone back by more than 16 minutes, and requests that came before ` +
        "that could be repeated now. Send it again later; if the clock is right now, start the server anew.",
    ];
  }
  return [
    `The request's time is ${inWords(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} the server's; ` +
      `15 minutes are tolerated. ${server}`,
    zone === null
      ? "Set the client's clock, or sign anew a request that has waited."
      : `That is the local time of UTC${zone}, sent as if it were UTC: convert it to UTC first.`,
  ];
}

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${String(minutes)} minutes`;
  const hours = Math.round(minutes / 6) / 10;
  return hours < 72 ? `${String(hours)} hours` : `${String(Math.round(hours / 24))} days`;
}
