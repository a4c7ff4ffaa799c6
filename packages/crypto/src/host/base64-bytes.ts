import type { Refusal } from "../refusal.ts";

// No table is indexed and no branch taken by a secret: ranges are compared by the sign of a difference.

/** All ones where low <= value <= high, else 0. For values below 2^8. */
function within(value: number, low: number, high: number): number {
  return ((low - 1 - value) & (value - high - 1)) >> 8;
}

function characterOf(sextet: number): number {
  return (
    (within(sextet, 0, 25) & (sextet + 65)) |
    (within(sextet, 26, 51) & (sextet + 71)) |
    (within(sextet, 52, 61) & (sextet - 4)) |
    (within(sextet, 62, 62) & 43) |
    (within(sextet, 63, 63) & 47)
  );
}

/** The value of a base64 character, or -1. */
function sextetOf(character: number): number {
  // Each term is the value plus one, so that no character at all leaves -1.
  return (
    -1 +
    (within(character, 65, 90) & (character - 64)) +
    (within(character, 97, 122) & (character - 70)) +
    (within(character, 48, 57) & (character + 5)) +
    (within(character, 43, 43) & 63) +
    (within(character, 47, 47) & 64)
  );
}

const padding = 61;

/** The base64 text (RFC 4648 4, padded) of `bytes`, as ASCII bytes, so that a secret stays where it can be wiped. */
export function encodeBase64(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(padding);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const group = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    const characters = Math.min(bytes.length - from, 3) + 1;
    for (let place = 0; place < characters; place += 1) {
      text[to + place] = characterOf((group >> (18 - 6 * place)) & 63);
    }
  }
  return text;
}

/**
 * The bytes of base64 text given as ASCII bytes. Strict: padded, nothing outside the alphabet, unused bits zero, so
 * that every text that is taken is the one that {@link encodeBase64} makes.
 *
 * @throws what `refuse` makes, for anything else
 */
export function decodeBase64(text: Uint8Array, refuse: Refusal): Uint8Array {
  if (text.length % 4 !== 0) throw refuse("base64 text is not a multiple of 4 long");
  const padded = text.at(-1) !== padding ? 0 : text.at(-2) !== padding ? 1 : 2;
  const bytes = new Uint8Array((text.length / 4) * 3 - padded);
  let bad = 0;
  for (let from = 0, to = 0; from < text.length; from += 4, to += 3) {
    const sextets = from + 4 === text.length ? 4 - padded : 4;
    let group = 0;
    for (let place = 0; place < 4; place += 1) {
      const sextet = place < sextets ? sextetOf(text[from + place] ?? 0) : 0;
      bad |= sextet >> 8;
      group = (group << 6) | (sextet & 63);
    }
    bytes[to] = group >> 16;
    if (sextets > 2) bytes[to + 1] = group >> 8;
    if (sextets > 3) bytes[to + 2] = group;
    bad |= group & ((1 << (8 * (4 - sextets))) - 1);
  }
  if (bad !== 0) {
    bytes.fill(0);
    throw refuse("base64 text holds characters or bits that do not belong there");
  }
  return bytes;
}
