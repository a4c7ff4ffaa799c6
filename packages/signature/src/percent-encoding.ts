const ANY_RESERVED = /[^A-Za-z0-9\-._~]/;
const ANY_LEFT_RAW = /[!'()*]/;
const ALL_LEFT_RAW = /[!'()*]/g;

/**
 * Percent-encodes text per RFC 3986 2.1 and 2.3: its UTF-8 bytes, all but `A-Z a-z 0-9 - . _ ~` as `%XX` with
 * upper-case digits.
 *
 * @throws TypeError on an unpaired surrogate: it has no UTF-8 form
 */
export function percentEncode(text: string): string {
  // Most names and values need no escaping, and a test is far cheaper than encoding them.
  return ANY_RESERVED.test(text) ? encodeReserved(text) : text;
}

/** `percentEncode(percentEncode(text))` in one step: after the first pass only `%` needs escaping. */
export function percentEncodeTwice(text: string): string {
  return ANY_RESERVED.test(text) ? encodeReserved(text).replaceAll("%", "%25") : text;
}

function encodeReserved(text: string): string {
  let encoded: string;
  try {
    encoded = encodeURIComponent(text);
  } catch (cause) {
    throw new TypeError("text with an unpaired surrogate cannot be signed", { cause });
  }
  return ANY_LEFT_RAW.test(encoded) ? encoded.replace(ALL_LEFT_RAW, escapeAscii) : encoded;
}

function escapeAscii(character: string): string {
  return "%" + character.charCodeAt(0).toString(16).toUpperCase();
}
