import { decodeBase64, encodeBase64, secretBytes, secretUtf8 } from "@keyferry/bytes";

/** The ways in which somebody can type bytes. */
export const byteTexts = ["base64", "text", "hex"] as const;

/** A way to type bytes: text stands for its UTF-8. */
export type ByteText = (typeof byteTexts)[number];

/** Base64 text of the bytes that somebody has typed; undefined where it stands for none. Blanks and line breaks do not count, but in text. */
export function toBase64(way: ByteText, typed: string): string | undefined {
  if (way === "text") return encodeBase64(secretUtf8(typed));
  const packed = typed.replaceAll(/\s/g, "");
  return way === "base64" ? packed : hexToBase64(packed);
}

/** What somebody would type for bytes; undefined where there is no such text. */
export function fromBase64(way: ByteText, base64: string): string | undefined {
  if (way === "base64") return base64;
  const bytes = decodeBase64(base64);
  if (bytes === undefined) return undefined;
  if (way === "hex") return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function hexToBase64(hex: string): string | undefined {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(hex)) return undefined;
  const bytes = secretBytes(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return encodeBase64(bytes);
}
