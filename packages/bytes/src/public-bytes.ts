const encoder = new TextEncoder();

/** Room for bytes that are no secret: `length` zeros. A fifth of the time of `secretBytes`. */
export function publicBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length);
}

/** The bytes of these values, which are no secret. */
export function publicBytesOf(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(values);
}

/** A copy of bytes that are no secret; of a Buffer, too, it is a plain Uint8Array. */
export function copyPublic(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** Parts that are no secret, one after the other. */
export function joinPublic(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = publicBytes(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A number from 0 on that is no secret, big-endian, in so many bytes. */
export function publicNumber(number: bigint, length: number): Uint8Array<ArrayBuffer> {
  const bytes = publicBytes(length);
  for (let at = length - 1, rest = number; at >= 0; at -= 1, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

/** The UTF-8 of a text that is no secret, with U+FFFD for an unpaired surrogate. */
export function publicUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}
