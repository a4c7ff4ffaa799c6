import { publicBytes, publicBytesOf, publicUtf8 } from "@keyferry/bytes";

const surrogateOrAbove = /[\uD800-\uFFFF]/;
const anyReserved = /[^A-Za-z0-9\-._~]/;
const anyLeftRaw = /[!'()*]/;
/** What `encodeURIComponent` leaves, though RFC 3986 reserves it. */
const leftRaw = ["!", "'", "(", ")", "*"];

/** A mark that is encoded twice: `%2521`. */
const longest = 5;
const short = 4096;
const marks = substitutes(leftRaw.map((mark) => [mark, escaped(mark)]));
const marksAndSeparators = substitutes([
  ...leftRaw.map((mark): [string, string] => [mark, `%25${escaped(mark).slice(1)}`]),
  ...["%", "=", "&"].map((separator): [string, string] => [separator, escaped(separator)]),
]);
const ascii = new TextDecoder("latin1");

/** The names sorted by their UTF-8 bytes, in a new array. */
export function sortByBytes(names: Iterable<string>): string[] {
  const sorted = [...names];
  // UTF-16 and UTF-8 order differ only where surrogates meet U+E000..U+FFFF; the built-in order does otherwise.
  return sorted.some((name) => surrogateOrAbove.test(name)) ? sorted.sort(byCodePoint) : sorted.sort();
}

// UTF-8 was made so that byte order is code point order.
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index);
    if (difference !== 0) return rankOf(a.charCodeAt(index)) - rankOf(b.charCodeAt(index));
  }
  return a.length - b.length;
}

/** A surrogate stands for a code point above all that need none. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}

/**
 * Percent-encodes text per RFC 3986 2.1 and 2.3: its UTF-8 bytes, all but `A-Z a-z 0-9 - . _ ~` as `%XX` with
 * upper-case digits.
 *
 * @throws TypeError on an unpaired surrogate: it has no UTF-8 form
 */
export function percentEncode(text: string): string {
  return encodeMarks(encodeAllButMarks(text));
}

/**
 * Percent-encodes text, but for `! ' ( ) *`: these are left to {@link encodeMarks} or {@link encodeQueryAgain}, which
 * encode a whole query at once.
 *
 * @throws TypeError on an unpaired surrogate
 */
export function encodeAllButMarks(text: string): string {
  // Most names and values need no escaping, and a test is far cheaper than encoding them.
  if (!anyReserved.test(text)) return text;
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw new TypeError("text with an unpaired surrogate cannot be signed", { cause });
  }
}

/** Encodes the marks in what {@link encodeAllButMarks} has left. */
export function encodeMarks(encoded: string): string {
  return anyLeftRaw.test(encoded) ? ascii.decode(substituted(encoded, marks)) : encoded;
}

/**
 * Percent-encodes a query, in which only the marks are not encoded yet, as a whole: its marks twice.
 *
 * @param start ASCII text that stands before it, as it is
 * @returns ASCII bytes
 */
export function encodeQueryAgain(query: string, start = ""): Uint8Array {
  return substituted(query, marksAndSeparators, start);
}

/** What stands in place of ASCII characters, by their codes: its bytes, and how many more than one these are. */
interface Substitutes {
  readonly bytes: readonly (Uint8Array | undefined)[];
  readonly more: Uint8Array;
}

/** ASCII text with substitutes. Byte by byte: strings are slow where there are many of these. */
function substituted(text: string, { bytes, more }: Substitutes, start = ""): Uint8Array {
  const result = publicBytes(start.length + lengthWith(more, text));
  let end = 0;
  for (; end < start.length; end++) result[end] = start.charCodeAt(end);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const instead = more[code] === 0 ? undefined : bytes[code];
    if (instead === undefined) result[end++] = code;
    else for (let place = 0; place < instead.length; place++) result[end++] = instead[place] ?? 0;
  }
  return result.subarray(0, end);
}

/** How long a text may become: counted where it is long, so that not much more than needed is taken up. */
function lengthWith(more: Uint8Array, text: string): number {
  if (text.length <= short) return text.length * longest;
  let length = text.length;
  for (let index = 0; index < text.length; index++) length += more[text.charCodeAt(index)] ?? 0;
  return length;
}

function substitutes(pairs: readonly (readonly [character: string, instead: string])[]): Substitutes {
  const bytes = Array.from({ length: 128 }, (): Uint8Array | undefined => undefined);
  for (const [character, instead] of pairs) bytes[character.charCodeAt(0)] = publicUtf8(instead);
  return { bytes, more: publicBytesOf(...bytes.map((instead) => (instead?.length ?? 1) - 1)) };
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
