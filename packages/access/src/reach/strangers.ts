import { matchesWildcard } from "../syntax/wildcard.ts";

/** A fingerprint that no policy names, and the patterns that it is like. */
export interface Stranger {
  readonly fingerprint: string;
  readonly like: readonly string[];
}

/** How many hexadecimal digits a fingerprint has. */
const length = 64;
/** How many fingerprints stand for those of which nothing is known. */
const samples = 64;
/** How many patterns are looked for in pairs. */
const maxPaired = 48;
/** From how many digits on nobody makes a key pair whose fingerprint has them: 128 bits. */
const farDigits = 32;

/** What makes a value of a condition a pattern. */
export const wild = /[*?]/;

/** Whether some fingerprints are like a pattern and others are not. */
export function tellsApart(pattern: string): boolean {
  return wild.test(pattern) && !/^[*?]+$/.test(pattern);
}

/** Whether whoever makes key pairs until one has a fingerprint like all of these patterns gets there. */
export function isInReach(patterns: readonly string[]): boolean {
  return patterns.reduce((sum, pattern) => sum + pattern.replaceAll(/[*?]/g, "").length, 0) < farDigits;
}

/**
 * One fingerprint for each set of patterns that fingerprints can be like, those that are like none first. Sets are found by
 * trying: digits as any key may have them, the same with the digits of one pattern or of two in place, and with those of all.
 *
 * @param patterns digits in lower case, `*` and `?`
 */
export function strangersTo(patterns: readonly string[]): readonly Stranger[] {
  const plain = [
    ...Array.from({ length: samples }, (_, seed) => digits(seed)),
    ...Array.from("0123456789abcdef", (digit) => digit.repeat(length)),
  ];
  const found = new Map<string, Stranger>();
  for (const fingerprint of [...plain, ...madeAfter(patterns, plain)]) {
    const like = patterns.filter((pattern) => matchesWildcard(pattern, fingerprint));
    const name = like.join(" ");
    if (!found.has(name)) found.set(name, { fingerprint, like });
  }
  return [...found.values()].toSorted((one, other) => one.like.length - other.like.length);
}

function* madeAfter(patterns: readonly string[], plain: readonly string[]): Generator<string> {
  const [first = "", second = ""] = plain;
  for (const pattern of patterns) {
    yield withDigits(pattern, first);
    yield withDigits(pattern, second);
  }
  const paired = patterns.slice(0, maxPaired);
  for (const one of paired) {
    for (const other of paired) yield withDigits(other, withDigits(one, first));
  }
  yield patterns.reduce((made, pattern) => withDigits(pattern, made), first);
}

/** 64 digits that look like those of any key. */
function digits(seed: number): string {
  return Array.from({ length }, (_, place) => {
    const mixed = Math.imul(seed * length + place + 1, 0x9e3779b1);
    return ((mixed ^ (mixed >>> 15)) >>> 28).toString(16);
  }).join("");
}

/** A fingerprint with the digits of a pattern put in, as far as they have room. */
function withDigits(pattern: string, fingerprint: string): string {
  const parts = pattern.split("*");
  const head = parts.slice(0, -1).join("");
  const tail = parts.at(-1) ?? "";
  const made = over(head, fingerprint, 0);
  return over(tail, made, parts.length === 1 ? 0 : Math.max(0, length - tail.length));
}

function over(part: string, fingerprint: string, at: number): string {
  const written = Array.from(fingerprint, (digit, place) => {
    const wanted = part[place - at];
    return wanted === undefined || wanted === "?" ? digit : wanted;
  });
  return written.join("");
}
