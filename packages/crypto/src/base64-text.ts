import { CryptoError } from "./errors.ts";
import { decodeBase64, encodeBase64 } from "./host/base64-bytes.ts";

/**
 * The text that stands for bytes in a ciphertext: their base64 (RFC 4648 4, padded), as UTF-8 bytes. So a data key of n
 * bytes is a text of 4 * ceil(n / 3). The caller wipes it.
 */
export function base64TextOf(bytes: Uint8Array): Uint8Array {
  return encodeBase64(bytes);
}

/**
 * The bytes that a text from a ciphertext stands for. Strict: every text that is taken is the one that
 * {@link base64TextOf} makes. The caller wipes them.
 *
 * @throws CryptoError `not base64`
 */
export function bytesOfBase64Text(text: Uint8Array): Uint8Array {
  // What is wrong with a secret text is not told.
  return decodeBase64(text, () => new CryptoError("not base64", "the plaintext is not base64"));
}
