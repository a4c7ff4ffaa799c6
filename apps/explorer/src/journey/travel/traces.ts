import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from "@keyferry/bytes";
import type { Exchange } from "./exchange.ts";

/**
 * Whether a secret can be read from what travelled, by whoever has every byte of it: as hexadecimal, as base64, or inside of
 * anything that is base64.
 *
 * @param secret at least 16 bytes
 */
export function isReadable(
  { request, answer }: Pick<Exchange, "request" | "answer">,
  secret: Uint8Array,
): boolean {
  const texts = [request.target, request.body, answer.body].flatMap(asSentAndMeant);
  const headers = [...Object.values(request.headers), ...Object.values(answer.headers)];
  return [...texts, ...headers].some((text) => isReadableIn(text, secret));
}

/** A text as it is, and without the escapes of URLs. */
function asSentAndMeant(text: string): readonly string[] {
  return [text, [...new URLSearchParams(text)].flat().join("\n")];
}

/** Whether a secret of at least 16 bytes can be read from a text, in one of these ways. */
export function isReadableIn(text: string, secret: Uint8Array): boolean {
  if (text.toLowerCase().includes(hexOf(secret))) return true;
  const written = [encodeBase64(secret).replaceAll("=", ""), encodeBase64Url(secret)];
  if (written.some((form) => text.includes(form))) return true;
  return (text.match(/[A-Za-z0-9+/_-]{20,}={0,2}/g) ?? []).some((run) => {
    const bytes = decodeBase64(run) ?? decodeBase64Url(run);
    return bytes !== undefined && hexOf(bytes).includes(hexOf(secret));
  });
}

/** Bytes as lower-case hexadecimal digits. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
