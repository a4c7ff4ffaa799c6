import { masked } from "./explanation.ts";
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
 * and may be shown is left; the rest is masked, however little of it there is.
 */
export function maskText(text: string, visible: Visible): string {
  return shownPart(spansOf(text, visible), text, 0, text.length, maxShown);
}

/** What stands right before a place in a text, and from there on, masked. */
export function maskAround(
  text: string,
  at: number,
  visible: Visible,
): { readonly before: string; readonly after: string } {
  const spans = spansOf(text, visible);
  return {
    before: shownPart(spans, text, Math.max(0, at - nearby), at, nearby),
    after: shownPart(spans, text, at, Math.min(text.length, at + nearby), nearby),
  };
}

function shownPart(spans: readonly Span[], text: string, from: number, to: number, most: number): string {
  let part = "";
  let wasMasked = false;
  for (const { start, end, shown } of spans) {
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    if (first >= last) continue;
    if (shown) part += text.slice(first, last);
    else if (!wasMasked) part += masked;
    wasMasked = !shown;
    if (part.length > most + masked.length) return `${part.slice(0, most)}...`;
  }
  return part;
}

function spansOf(text: string, visible: Visible): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    addLine(line, start);
    start += line.length;
    add(start, (start += 1), true);
  }
  return spans;

  function add(from: number, to: number, shown: boolean): void {
    if (to > from) spans.push({ start: from, end: to, shown });
  }

  function addLine(line: string, at: number): void {
    const [, headerName] = header.exec(line) ?? [];
    if (headerName !== undefined) {
      const visibility = visible.header(headerName, line.slice(headerName.length + 1));
      const colon = at + headerName.length + 1;
      add(at, colon, visibility !== "nothing");
      add(colon, at + line.length, visibility === "value");
      return;
    }
    const [prefix] = v1.exec(line) ?? [];
    if (prefix !== undefined) {
      add(at, at + prefix.length, true);
      const rest = line.slice(prefix.length);
      addPairs(rest, at + prefix.length, !rest.includes("="));
    } else if (method.test(line) || plainLine.test(line) || isHeaderList(line)) {
      add(at, at + line.length, true);
    } else addPairs(line, at, false);
  }

  /** `encoded`: the separators are percent-encoded, as in the string to sign of V1. */
  function addPairs(query: string, at: number, encoded: boolean): void {
    const [between, equals] = encoded ? [/%26/g, /%3[Dd]/] : [/&/g, /=/];
    let start = 0;
    for (const { index, 0: separator } of query.matchAll(between)) {
      addPair(query.slice(start, index), at + start, equals);
      start = index + separator.length;
      add(at + index, at + start, true);
    }
    addPair(query.slice(start), at + start, equals);
  }

  function addPair(pair: string, at: number, equals: RegExp): void {
    const { index: nameEnd = pair.length, 0: separator = "" } = equals.exec(pair) ?? {};
    const name = pair.slice(0, nameEnd);
    const valueStart = nameEnd + separator.length;
    const visibility = visible.parameter(decoded(name), decoded(pair.slice(valueStart)));
    const dot = name.indexOf(".");
    const shownName = { value: nameEnd, name: nameEnd, prefix: dot + 1, nothing: 0 }[visibility];
    add(at, at + shownName, true);
    add(at + shownName, at + nameEnd, false);
    add(at + nameEnd, at + valueStart, true);
    add(at + valueStart, at + pair.length, visibility === "value");
  }

  function isHeaderList(line: string): boolean {
    return line.split(";").every((name) => visible.header(name) !== "nothing");
  }
}

/** A name or a value, decoded as often as clients encode it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(decodeURIComponent(text));
  } catch {
    return text;
  }
}
