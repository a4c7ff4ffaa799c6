import { masked } from "../explanation.ts";
import type { Visible } from "./visibility.ts";

/** A part of a text, and whether it may be shown. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly shown: boolean;
}

/** How much of a text is shown on either side of a place, and at the most. Characters. */
const nearby = 48;
const maxShown = 8192;

const method = /^(?:GET|POST|PUT|get|post|put)$/;
const plainLine = /^(?:|\/|[0-9a-f]{64}|[0-9A-F]{64}|ACS[34]-HMAC-SHA256)$/;
const header = /^([a-z0-9-]+):/;
const v1 = /^[A-Za-z]{0,7}&(?:%2[Ff]|\/)?&/;

/**
 * Masks a string to sign or a canonical request, the server's or what a client says is its own. Only what is understood
 * and may be shown is left; the rest is masked, however little of it there is. Of a long text no more is read than shown.
 */
export function maskText(text: string, visible: Visible): string {
  return shownPart(spansFrom(0, text, visible), text, 0, text.length, maxShown);
}

/** What stands right before a place in a text, and from there on, masked. */
export function maskAround(
  text: string,
  at: number,
  visible: Visible,
): { readonly before: string; readonly after: string } {
  const first = Math.max(0, at - nearby);
  const line = first === 0 ? 0 : text.lastIndexOf("\n", first - 1) + 1;
  return {
    before: shownPart(spansFrom(line, text, visible), text, first, at, nearby),
    after: shownPart(spansFrom(line, text, visible), text, at, Math.min(text.length, at + nearby), nearby),
  };
}

function shownPart(spans: Iterable<Span>, text: string, from: number, to: number, most: number): string {
  let part = "";
  let wasMasked = false;
  for (const { start, end, shown } of spans) {
    if (start >= to) break;
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    if (first >= last) continue;
    if (shown) part += text.slice(first, last);
    else if (!wasMasked) part += masked;
    wasMasked = !shown;
    if (part.length > most + masked.length) return `${part.slice(0, most)}...`;
  }
  return part;
}

/** The parts of a text from the beginning of a line on, one after another as they are asked for. */
function* spansFrom(line: number, text: string, visible: Visible): Generator<Span, void, undefined> {
  for (let start = line; start <= text.length;) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    for (const span of spansOfLine(text.slice(start, end), start, visible)) {
      if (span.end > span.start) yield span;
    }
    if (found >= 0) yield { start: end, end: end + 1, shown: true };
    start = end + 1;
  }
}

function* spansOfLine(line: string, at: number, visible: Visible): Generator<Span, void, undefined> {
  const end = at + line.length;
  const [, headerName] = header.exec(line) ?? [];
  if (headerName !== undefined) {
    const visibility = visible.header(headerName, line.slice(headerName.length + 1));
    const colon = at + headerName.length + 1;
    yield { start: at, end: colon, shown: visibility !== "nothing" };
    yield { start: colon, end, shown: visibility === "value" };
    return;
  }
  const [prefix] = v1.exec(line) ?? [];
  if (prefix !== undefined) {
    yield { start: at, end: at + prefix.length, shown: true };
    const rest = line.slice(prefix.length);
    yield* spansOfPairs(rest, at + prefix.length, { encoded: !rest.includes("="), visible });
  } else if (method.test(line) || plainLine.test(line) || isHeaderList(line, visible)) {
    yield { start: at, end, shown: true };
  } else yield* spansOfPairs(line, at, { encoded: false, visible });
}

/** How pairs are read. `encoded`: the separators are percent-encoded, as in the string to sign of V1. */
interface Reading {
  readonly encoded: boolean;
  readonly visible: Visible;
}

function* spansOfPairs(query: string, at: number, reading: Reading): Generator<Span, void, undefined> {
  const between = reading.encoded ? "%26" : "&";
  for (let start = 0; ;) {
    const found = query.indexOf(between, start);
    const end = found < 0 ? query.length : found;
    yield* spansOfPair(query.slice(start, end), at + start, reading);
    if (found < 0) return;
    start = end + between.length;
    yield { start: at + end, end: at + start, shown: true };
  }
}

function* spansOfPair(
  pair: string,
  at: number,
  { encoded, visible }: Reading,
): Generator<Span, void, undefined> {
  const { index: nameEnd = pair.length, 0: separator = "" } = (encoded ? /%3[Dd]/ : /=/).exec(pair) ?? {};
  const name = pair.slice(0, nameEnd);
  const valueStart = nameEnd + separator.length;
  const visibility = visible.parameter(decoded(name), decoded(pair.slice(valueStart)));
  const shownName = { value: nameEnd, name: nameEnd, prefix: name.indexOf(".") + 1, nothing: 0 }[visibility];
  const value = at + valueStart;
  yield { start: at, end: at + shownName, shown: true };
  yield { start: at + shownName, end: at + nameEnd, shown: false };
  yield { start: at + nameEnd, end: value, shown: true };
  yield { start: value, end: at + pair.length, shown: visibility === "value" };
}

function isHeaderList(line: string, visible: Visible): boolean {
  for (let start = 0; start <= line.length;) {
    const found = line.indexOf(";", start);
    const end = found < 0 ? line.length : found;
    if (visible.header(line.slice(start, end)) === "nothing") return false;
    start = end + 1;
  }
  return true;
}

/** A name or a value, decoded as often as clients encode it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(decodeURIComponent(text));
  } catch {
    return text;
  }
}
