import { decodeBase64, encodeBase64 } from "@keyferry/protocol";

/**
 * Bytes as a Plaintext, which is text: their base64 (RFC 4648 4). So up to 4,608 bytes can be encrypted, and exported too.
 *
 * @example
 *   await kms.encrypt({ KeyId, Plaintext: bytesToPlaintext(key) });
 */
export function bytesToPlaintext(bytes: Uint8Array): string {
  return encodeBase64(bytes);
}

/**
 * The bytes of a Plaintext that was made of bytes: by {@link bytesToPlaintext}, or by GenerateDataKey, whose data key
 * Decrypt answers as base64 text. The caller wipes them.
 *
 * @throws TypeError for any other text: it is no bytes, and is used as it is
 */
export function plaintextToBytes(plaintext: string): Uint8Array {
  const bytes = decodeBase64(plaintext);
  if (bytes === undefined) {
    throw new TypeError("the plaintext is not base64: it was encrypted as text, not as bytes");
  }
  return bytes;
}
