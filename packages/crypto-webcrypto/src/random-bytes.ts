/** What one call of getRandomValues gives at most, in bytes (Web Cryptography 10.1.1). */
const maxAtOnce = 65_536;

/** Random bytes from the platform's cryptographic generator. */
export function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let from = 0; from < length; from += maxAtOnce) {
    globalThis.crypto.getRandomValues(bytes.subarray(from, from + maxAtOnce));
  }
  return bytes;
}
