// One encoder for all calls: making one costs as much as encoding a short text.
const encoder = new TextEncoder();

/** The text's UTF-8 bytes. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}
