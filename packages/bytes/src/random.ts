import { publicBytes, secretBytes } from "./bytes.ts";

/** What one call of getRandomValues gives at most, in bytes (Web Cryptography 10.1.1). */
const maxAtOnce = 65_536;

function fill(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (let from = 0; from < bytes.length; from += maxAtOnce) {
    globalThis.crypto.getRandomValues(bytes.subarray(from, from + maxAtOnce));
  }
  return bytes;
}

/** A new secret, from the platform's cryptographic generator. */
export function randomSecret(length: number): Uint8Array<ArrayBuffer> {
  return fill(secretBytes(length));
}

/** Random bytes that are no secret, such as an IV, from the same generator. */
export function randomPublic(length: number): Uint8Array<ArrayBuffer> {
  return fill(publicBytes(length));
}
