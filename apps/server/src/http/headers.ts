import { publicBytes } from "@keyferry/bytes";
import { maxHeaders } from "@keyferry/gateway";
import { shortened } from "@keyferry/protocol";
import type { RequestFault } from "./request-fault.ts";

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The headers of a request, as far as they could be read. */
export interface ReadHeaders {
  /** By lower-case name, decoded as UTF-8; several values of one name sorted and joined by `,`, as signatures want. */
  readonly headers: ReadonlyMap<string, string>;
  /** Why the request has to be refused. */
  readonly fault: RequestFault | undefined;
}

/** How often a name may be there. */
const maxRepeats = 16;

/**
 * Reads headers as Node hands them over, names and values in turn. More than `maxHeaders`, or one name more than 16 times,
 * is a fault; so is a second `host`, `authorization`, `content-type` or `x-acs-*`: the server acts on these, and which of
 * two is meant must not be a guess.
 */
export function readHeaders(raw: readonly string[]): ReadHeaders {
  if (raw.length > 2 * maxHeaders) {
    const reason = `The request has more than ${String(maxHeaders)} headers, which is the most that are read`;
    return { headers: new Map(), fault: { code: "RequestEntityTooLarge", reason } };
  }
  const headers = new Map<string, string>();
  /** All values of the names that are there more than once. */
  const repeated = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? "").toLowerCase();
    const value = decode(raw[i + 1] ?? "");
    const first = headers.get(name);
    if (first === undefined) headers.set(name, value);
    else if (repeated.get(name)?.push(value) === undefined) repeated.set(name, [first, value]);
  }
  let fault: RequestFault | undefined;
  for (const [name, values] of repeated) {
    fault ??= faultOf(name, values.length);
    headers.set(name, values.sort().join(","));
  }
  return { headers, fault };
}

function faultOf(name: string, times: number): RequestFault | undefined {
  const most = isActedOn(name) ? 1 : maxRepeats;
  if (times <= most) return undefined;
  const often = times === 2 ? "twice" : `${String(times)} times`;
  return {
    code: most === 1 ? "ParseRequestParameterException" : "RequestEntityTooLarge",
    reason: `The request has the header ${shortened(name)} ${often}: send it ${most === 1 ? "once" : `${String(most)} times at most`}`,
  };
}

function isActedOn(name: string): boolean {
  return name === "host" || name === "authorization" || name === "content-type" || name.startsWith("x-acs-");
}

/** Node gives one character per byte. */
function decode(value: string): string {
  if (!/[^\0-\x7f]/.test(value)) return value;
  const bytes = publicBytes(value.length);
  for (let at = 0; at < value.length; at += 1) bytes[at] = value.charCodeAt(at);
  return utf8.decode(bytes);
}
