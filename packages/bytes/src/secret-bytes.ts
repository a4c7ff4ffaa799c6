const encoder = new TextEncoder();

/**
 * Room for a secret: `length` zeros, in memory that {@link wipe} wipes for good.
 *
 * V8 keeps a typed array of up to 64 bytes on its own heap, moves it there when it collects garbage, and moves it out
 * at the first use of `buffer` or of native code. `fill(0)` reaches the last of these places only. An ArrayBuffer that
 * is made first has one place as long as it lives.
 */
export function secretBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}

/** A copy of a secret. */
export function copySecret(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = secretBytes(secret.length);
  copy.set(secret);
  return copy;
}

/** The parts of a secret, one after the other. The parts stay, for the caller to wipe. */
export function joinSecret(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = secretBytes(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The UTF-8 of a secret text, with U+FFFD for an unpaired surrogate. The text itself cannot be wiped. */
export function secretUtf8(text: string): Uint8Array<ArrayBuffer> {
  // Not `encode`, which answers bytes on V8's heap. A UTF-16 unit is three bytes at the most.
  const bytes = secretBytes(text.length * 3);
  return bytes.subarray(0, encoder.encodeInto(text, bytes).written);
}
