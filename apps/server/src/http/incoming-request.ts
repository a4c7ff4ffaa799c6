import type { IncomingMessage } from "node:http";
import { joinSecret, publicBytes } from "@keyferry/bytes";
import { maxHeaders, maxRequestBytes } from "@keyferry/gateway";
import { receiptHeader, shortened, type ErrorCode } from "@keyferry/protocol";

/** Why a request is refused before it is handed on. */
export interface RequestFault {
  readonly code: Extract<ErrorCode, "ParseRequestParameterException" | "RequestEntityTooLarge">;
  /** For the caller: what is wrong and what is allowed. */
  readonly reason?: string;
}

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
 * is a fault; so is a second `host`, `authorization`, `content-type`, `x-keyferry-receipt` or `x-acs-*`: the server acts on these, and which of
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
  return (
    name === "host" ||
    name === "authorization" ||
    name === "content-type" ||
    name === receiptHeader ||
    name.startsWith("x-acs-")
  );
}

/** Node gives one character per byte. */
function decode(value: string): string {
  if (!/[^\0-\x7f]/.test(value)) return value;
  const bytes = publicBytes(value.length);
  for (let at = 0; at < value.length; at += 1) bytes[at] = value.charCodeAt(at);
  return utf8.decode(bytes);
}

/** How much of a body that is too long is read on before the caller is cut off. */
const maxForgottenBytes = 16 * maxRequestBytes;
/** In how many pieces a body may arrive, be they chunks or what the network makes of it: each is work. */
const maxPieces = 512;

const tooLong: RequestFault = { code: "RequestEntityTooLarge" };
const tooManyPieces: RequestFault = {
  code: "RequestEntityTooLarge",
  reason: `The body came in more than ${String(maxPieces)} pieces: send larger chunks`,
};

/**
 * The whole body, or why it is not taken: it is too long, or in more than 512 pieces. One that is too long is read on, up
 * to a point, and forgotten: most clients see no answer, only a broken connection, before they have sent all.
 *
 * Rejects when the caller goes away in the middle of it.
 */
export function readBody(request: IncomingMessage): Promise<Uint8Array | RequestFault> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let pieces = 0;
    const take = (chunk: Buffer) => {
      length += chunk.length;
      pieces += 1;
      if (pieces > maxPieces) cut(tooManyPieces);
      else if (length <= maxRequestBytes) chunks.push(chunk);
      else if (length <= maxForgottenBytes) chunks.length = 0;
      else cut(tooLong);
    };
    const cut = (fault: RequestFault) => {
      request.off("data", take).pause();
      // The parser hands over all that came in one read of the network, 64 kB of chunks of a byte too: it goes nowhere.
      request.push = () => false;
      resolve(fault);
    };
    request
      .on("data", take)
      .on("end", () => {
        if (length > maxRequestBytes) resolve(tooLong);
        else resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : joinSecret(...chunks));
      })
      .on("error", reject)
      .on("close", () => {
        reject(new Error("the caller went away"));
      });
  });
}
