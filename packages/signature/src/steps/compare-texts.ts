import { firstDifference } from "../diagnosis/first-difference.ts";
import { readCanonicalRequest, readStringToSign } from "./read-texts.ts";
import type { Mark, MarkedText, Run } from "./marked-text.ts";

const announcement = "server string to sign is:";

/** One side of a comparison: where it differs first, and up to where. */
export interface ComparedSide extends MarkedText {
  /** From the first difference to what both texts have in common again; empty where this side only lacks something. */
  readonly different: Run;
}

/** What a client signed, beside what the server signs. */
export interface TextComparison {
  readonly client: ComparedSide;
  readonly server: ComparedSide;
  /** Where the first difference stands, in the server's text or else in the client's; absent where nothing is marked. */
  readonly within?: Mark;
}

/** The server's string to sign, which is the end of a SignatureDoesNotMatch message; undefined where it has none. */
export function serverStringToSign(message: string): string | undefined {
  const at = message.indexOf(announcement);
  return at < 0 ? undefined : message.slice(at + announcement.length);
}

/**
 * Compares what a client signed with what the server signs: strings to sign, or canonical requests.
 *
 * @returns null when they are equal: then it is the secret that differs, or how it is used
 */
export function compareTexts(client: string, server: string): TextComparison | null {
  const from = firstDifference(client, server);
  if (from === null) return null;
  const start = startOfTriple(server, from);
  const common = commonEnd(client, server, start);
  const sides = [client, server].map((text) => ({
    ...read(text),
    different: { from: start, to: text.length - common },
  }));
  const [clientSide, serverSide] = sides as [ComparedSide, ComparedSide];
  const within = markAt(serverSide, start) ?? markAt(clientSide, start);
  return { client: clientSide, server: serverSide, ...(within && { within }) };
}

function read(text: string): MarkedText {
  const asStringToSign = readStringToSign(text);
  return asStringToSign.marks.length > 0 ? asStringToSign : readCanonicalRequest(text);
}

/** A difference within `%2F`, or `%252F`, is one of the character that it stands for. */
function startOfTriple(text: string, index: number): number {
  return index - beginOfTriple(text, index).length;
}

/** How many units the two have in common at their ends, behind the start of the difference and not within a triple. */
function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  while (length > 0 && [a, b].some((text) => beginOfTriple(text, text.length - length) !== "")) length--;
  return length;
}

/** What stands directly before an index of a percent-encoded character that is not over there. */
function beginOfTriple(text: string, index: number): string {
  return /%(?:25)?[0-9A-F]?$/.exec(text.slice(Math.max(0, index - 4), index))?.[0] ?? "";
}

function markAt({ marks }: MarkedText, index: number): Mark | undefined {
  return marks.find(({ from, to }) => from <= index && index < to);
}
