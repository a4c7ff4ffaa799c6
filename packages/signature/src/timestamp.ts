const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

/**
 * Reads a request's time: `yyyy-MM-ddTHH:mm:ssZ`, or with milliseconds `yyyy-MM-ddTHH:mm:ss.SSSZ` as some clients
 * send it.
 *
 * @returns milliseconds since the epoch; undefined for any other form and for days or times that do not exist
 */
export function parseTimestamp(text: string): number | undefined {
  const match = timestamp.exec(text);
  if (!match) return undefined;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  // Date.parse turns 30 February into 2 March, and 24:00 into the next day: only what reads back the same counts.
  const exact = match[1] === undefined ? text.slice(0, -1) + ".000Z" : text;
  return new Date(milliseconds).toISOString() === exact ? milliseconds : undefined;
}
