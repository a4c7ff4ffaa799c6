import { secretBytes, wipe } from "./bytes.ts";

// No table is indexed and no branch taken by a secret: ranges are compared by the sign of a difference.

const padding = 0x3d;
const encoder = new TextEncoder();
const ascii = new TextDecoder("latin1");

/** Room for a part of a text that is read from a string, or becomes one: for one call at a time, and wiped by it. */
const scratch = secretBytes(8_192);
const bytesAtOnce = (scratch.length / 4) * 3;

function characterOf(sextet: number): number {
  return (
    sextet +
    65 +
    (((25 - sextet) >> 31) & 6) -
    (((51 - sextet) >> 31) & 75) -
    (((61 - sextet) >> 31) & 15) +
    (((62 - sextet) >> 31) & 3)
  );
}

/** The value of a base64 character, or a number below zero. */
function sextetOf(character: number): number {
  // Each is all ones for a character of its kind, else 0.
  const upper = ((64 - character) & (character - 91)) >> 31;
  const lower = ((96 - character) & (character - 123)) >> 31;
  const digit = ((47 - character) & (character - 58)) >> 31;
  const plus = ((character ^ 43) - 1) >> 31;
  const slash = ((character ^ 47) - 1) >> 31;
  return (
    (upper & (character - 65)) |
    (lower & (character - 71)) |
    (digit & (character + 4)) |
    (plus & 62) |
    (slash & 63) |
    ~(upper | lower | digit | plus | slash)
  );
}

/** How many characters the base64 text of so many bytes has. */
export function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

function write(bytes: Uint8Array, text: Uint8Array): void {
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3, to += 4) {
    const group = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    text[to] = characterOf(group >> 18);
    text[to + 1] = characterOf((group >> 12) & 63);
    text[to + 2] = characterOf((group >> 6) & 63);
    text[to + 3] = characterOf(group & 63);
  }
  text.fill(padding, to - ((3 - (bytes.length % 3)) % 3), to);
}

/**
 * The base64 text (RFC 4648 4, padded) of a secret as ASCII bytes, so that it stays where it can be wiped. Its time
 * depends on the length only.
 */
export function secretBase64(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = secretBytes(base64Length(secret.length));
  write(secret, text);
  return text;
}

/** The base64 text (RFC 4648 4, padded) of bytes. It cannot be wiped: {@link secretBase64} is for secrets that stay. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += bytesAtOnce) {
    const part = bytes.subarray(from, from + bytesAtOnce);
    const written = scratch.subarray(0, base64Length(part.length));
    write(part, written);
    text += ascii.decode(written);
    wipe(written);
  }
  return text;
}

/** Reads text whose last `padded` characters are padding. Answers a number below zero where it is not canonical. */
function read(text: Uint8Array, padded: number, bytes: Uint8Array): number {
  const whole = text.length - (padded === 0 ? 0 : 4);
  let bad = 0;
  let to = 0;
  for (let from = 0; from < whole; from += 4, to += 3) {
    const first = sextetOf(text[from] ?? 0);
    const second = sextetOf(text[from + 1] ?? 0);
    const third = sextetOf(text[from + 2] ?? 0);
    const fourth = sextetOf(text[from + 3] ?? 0);
    bad |= first | second | third | fourth;
    bytes[to] = (first << 2) | (second >> 4);
    bytes[to + 1] = (second << 4) | (third >> 2);
    bytes[to + 2] = (third << 6) | fourth;
  }
  if (padded > 0) {
    const first = sextetOf(text[whole] ?? 0);
    const second = sextetOf(text[whole + 1] ?? 0);
    const third = padded === 1 ? sextetOf(text[whole + 2] ?? 0) : 0;
    bytes[to] = (first << 2) | (second >> 4);
    if (padded === 1) bytes[to + 1] = (second << 4) | (third >> 2);
    // The last character has bits beyond the last byte.
    const unused = padded === 1 ? third & 0b11 : second & 0b1111;
    bad |= first | second | third | -unused;
  }
  return bad;
}

/**
 * The bytes of base64 text (RFC 4648 4), made as a secret is. Strict: padded, nothing outside the alphabet, no unused
 * bits set, so that every text that is taken is the one that {@link secretBase64} makes. Its time depends on the
 * length only.
 *
 * @param text as ASCII bytes where it is a secret, since a string cannot be wiped
 * @returns undefined for anything else
 */
export function decodeBase64(text: string | Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const { length } = text;
  if (length % 4 !== 0) return undefined;
  const padded = isPadding(text, length - 1) ? (isPadding(text, length - 2) ? 2 : 1) : 0;
  const bytes = secretBytes((length / 4) * 3 - padded);
  const bad = typeof text === "string" ? readString(text, padded, bytes) : read(text, padded, bytes);
  if (bad >= 0) return bytes;
  wipe(bytes);
  return undefined;
}

function isPadding(text: string | Uint8Array, at: number): boolean {
  return typeof text === "string" ? text.charCodeAt(at) === padding : text[at] === padding;
}

function readString(text: string, padded: number, bytes: Uint8Array): number {
  let bad = 0;
  for (let from = 0, to = 0; from < text.length; from += scratch.length, to += bytesAtOnce) {
    const part = text.slice(from, from + scratch.length);
    // What is not ASCII has no room, or is seen to be none of the alphabet.
    const { written } = encoder.encodeInto(part, scratch);
    const codes = scratch.subarray(0, part.length);
    const last = from + part.length === text.length;
    bad |= written === part.length ? read(codes, last ? padded : 0, bytes.subarray(to)) : -1;
    wipe(scratch.subarray(0, written));
  }
  return bad;
}
