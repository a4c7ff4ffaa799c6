import { decodeBase64, publicBytes } from "@keyferry/bytes";

/** The bytes of base64 text, for fixed vectors. */
export function fromBase64(text: string): Uint8Array {
  return decodeBase64(text) ?? publicBytes(0);
}
