import { base64Length, decodeBase64, encodeBase64 } from "@keyferry/bytes";
import * as z from "zod/mini";
import { mark } from "./marks.ts";

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
  return mark(
    { form: { kind: "bytes", min, max } },
    z.codec(z.string(), bytes, {
      decode(text, context) {
        const value = text.length > maxText ? undefined : decodeBase64(text);
        if (value !== undefined && value.length >= min && value.length <= max) return value;
        context.issues.push({ code: "custom", input: text, message: faultOf(text, maxText, value, limits) });
        return z.NEVER;
      },
      encode: encodeBase64,
    }),
  );
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

const maxPublicKeyText = 8192;
const armour = /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n?-----END PUBLIC KEY-----[\r\n]*$/;

/**
 * A caller's public key: DER of a SubjectPublicKeyInfo inside, base64 of it outside. PEM text (RFC 7468) is read too.
 * Only the text is checked here; the key itself is checked by the crypto contract.
 */
export const publicKey = mark(
  { form: { kind: "public key" }, hint: "base64 text of a DER SubjectPublicKeyInfo, or PEM" },
  z.codec(z.string(), bytes, {
    decode(text, context) {
      const body =
        text.length > maxPublicKeyText
          ? undefined
          : (armour.exec(text)?.[1]?.replaceAll(/[\r\n]/g, "") ?? text);
      const der = body === undefined ? undefined : decodeBase64(body);
      if (der !== undefined && der.length > 0) return der;
      const message = "must be the base64 of a DER SubjectPublicKeyInfo, or its PEM text";
      context.issues.push({ code: "custom", input: text, message });
      return z.NEVER;
    },
    encode: encodeBase64,
  }),
);
