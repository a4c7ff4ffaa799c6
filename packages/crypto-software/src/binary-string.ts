import { secretBytes } from "@keyferry/bytes";

/** node-forge takes and answers bytes as strings of one character, U+0000 to U+00FF, per byte. */
export function toBinaryString(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The bytes of one of node-forge's strings, made as a secret is. */
export function fromBinaryString(text: string): Uint8Array {
  const bytes = secretBytes(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
