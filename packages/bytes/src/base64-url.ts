import { decodeBase64, encodeBase64 } from "./base64.ts";

/** The base64 text of bytes for file names and URLs (RFC 4648 5), without padding. It cannot be wiped. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The bytes of such text, read as strictly as `decodeBase64` does.
 *
 * @returns undefined for anything else, text with padding too
 */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (/[+/=]/.test(text)) return undefined;
  return decodeBase64(text.replaceAll("-", "+").replaceAll("_", "/") + "=".repeat(-text.length & 3));
}
