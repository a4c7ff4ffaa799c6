import { decodeBase64, encodeBase64 } from "@keyferry/bytes";
import * as z from "zod/mini";
import { bytes } from "./base64.ts";
import { hint } from "./marks.ts";

const maxLength = 8192;
const armour = /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n?-----END PUBLIC KEY-----[\r\n]*$/;

/**
 * A caller's public key: DER of a SubjectPublicKeyInfo inside, base64 of it outside. PEM text (RFC 7468) is read too.
 * Only the text is checked here; the key itself is checked by the crypto contract.
 */
export const publicKey = hint(
  "base64 text of a DER SubjectPublicKeyInfo, or PEM",
  z.codec(z.string(), bytes, {
    decode(text, context) {
      const body =
        text.length > maxLength ? undefined : (armour.exec(text)?.[1]?.replaceAll(/[\r\n]/g, "") ?? text);
      const der = body === undefined ? undefined : decodeBase64(body);
      if (der !== undefined && der.length > 0) return der;
      const message = "must be the base64 of a DER SubjectPublicKeyInfo, or its PEM text";
      context.issues.push({ code: "custom", input: text, message });
      return z.NEVER;
    },
    encode: encodeBase64,
  }),
);
