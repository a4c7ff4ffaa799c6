import { decodeBase64 } from "@keyferry/bytes";
import { CryptoError } from "../errors.ts";

/**
 * The bytes that a text from a ciphertext stands for. Bytes are encrypted as their base64 text (RFC 4648 4, padded), so
 * that a data key of n bytes is a text of 4 * ceil(n / 3). Strict: every text that is taken is the one that `secretBase64`
 * of `@keyferry/bytes` makes. The caller wipes the bytes.
 *
 * @throws CryptoError `not base64`
 */
export function bytesOfBase64Text(text: Uint8Array): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes !== undefined) return bytes;
  // What is wrong with a secret text is not told.
  throw new CryptoError("not base64", "the plaintext is not base64");
}
