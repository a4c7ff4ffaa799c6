import { percentEncode } from "../canonical-query.ts";

/** A single way of encoding otherwise than RFC 3986 says. */
export type EncodingFault =
  | "asterisk left raw"
  | "marks left raw"
  | "slash left raw"
  | "tilde encoded"
  | "space as plus"
  | "lower-case hex";

const raw: Readonly<Record<string, string>> = { "%21": "!", "%27": "'", "%28": "(", "%29": ")" };

// What percentEncode made has no `%` but its own, so that each can be undone by name.
const faults: Readonly<Record<EncodingFault, (encoded: string) => string>> = {
  "asterisk left raw": (encoded) => encoded.replaceAll("%2A", "*"),
  "marks left raw": (encoded) => encoded.replaceAll(/%2[1789]/g, (escape) => raw[escape] ?? escape),
  "slash left raw": (encoded) => encoded.replaceAll("%2F", "/"),
  "tilde encoded": (encoded) => encoded.replaceAll("~", "%7E"),
  "space as plus": (encoded) => encoded.replaceAll("%20", "+"),
  "lower-case hex": (encoded) => encoded.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
};

/** Percent-encodes text with faults. */
export function encodeWith(text: string, present: ReadonlySet<EncodingFault>): string {
  let encoded = percentEncode(text);
  for (const fault of present) if (fault !== "lower-case hex") encoded = faults[fault](encoded);
  // Last, or the others would not find what they look for.
  return present.has("lower-case hex") ? faults["lower-case hex"](encoded) : encoded;
}
