import { base64Length, decodeBase64, encodeBase64 } from "@keyferry/bytes";
import * as z from "zod/mini";

/** A schema for bytes inside; `Uint8Array` without a claim on its buffer. */
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "must be a Uint8Array");

/**
 * Bytes that travel as base64 text.
 *
 * @param limits how many bytes at the most, and (1 unless said) at the least
 */
export function base64(limits: { readonly max: number; readonly min?: number }) {
  const { max, min = 1 } = limits;
  const maxText = base64Length(max);
  return z.codec(z.string(), bytes, {
    decode(text, context) {
      const value = text.length > maxText ? undefined : decodeBase64(text);
      if (value !== undefined && value.length >= min && value.length <= max) return value;
      context.issues.push({ code: "custom", input: text, message: faultOf(text, maxText, value, limits) });
      return z.NEVER;
    },
    encode: encodeBase64,
  });
}

function faultOf(
  text: string,
  maxText: number,
  value: Uint8Array | undefined,
  { max, min = 1 }: { readonly max: number; readonly min?: number },
): string {
  if (text.length > maxText || (value?.length ?? 0) > max) return `is longer than ${String(max)} bytes`;
  if (value === undefined) return "is not base64";
  return `is shorter than ${String(min)} bytes`;
}
