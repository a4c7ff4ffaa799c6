import {
  decodeBase64,
  equalBytes,
  joinSecret,
  publicBytes,
  publicBytesOf,
  publicUtf8,
  secretBase64,
  secretUtf8,
  wipe,
  wiping,
} from "@keyferry/bytes";
import { CryptoError } from "../errors.ts";

/** The kinds of PEM text (RFC 7468) that keys and certificates come in. */
export type PemLabel = "PUBLIC KEY" | "PRIVATE KEY" | "CERTIFICATE";

const maxLength = 16_384;
const lineLength = 64;
const newline = 0x0a;
const carriageReturn = 0x0d;

const refuse = (why: string) => new CryptoError("recipient key refused", `PEM: ${why}`);

function linesOf(text: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < text.length;) {
    const found = text.indexOf(newline, from);
    const end = found === -1 ? text.length : found;
    lines.push(text.subarray(from, text[end - 1] === carriageReturn ? end - 1 : end));
    from = end + 1;
  }
  return lines;
}

/**
 * The DER inside PEM text of one label: the strict form of RFC 7468 (lines of 64 characters, nothing before or after,
 * no headers), with LF or CRLF. A private key is better given as bytes, which the caller can wipe.
 *
 * @throws CryptoError `recipient key refused` for another label or form, or more than 16,384 bytes
 */
export function pemToDer(text: string | Uint8Array, label: PemLabel): Uint8Array {
  if (text.length > maxLength) throw refuse("the text is too long");
  const lines = linesOf(typeof text === "string" ? secretUtf8(text) : text);
  const [first = publicBytes(0), ...rest] = lines;
  const last = rest.pop() ?? publicBytes(0);
  if (!equalBytes(first, publicUtf8(`-----BEGIN ${label}-----`))) {
    throw refuse(`the text does not begin with -----BEGIN ${label}-----`);
  }
  if (!equalBytes(last, publicUtf8(`-----END ${label}-----`))) {
    throw refuse(`the text does not end with -----END ${label}-----`);
  }
  const wellCut = rest.every((line, index) =>
    index === rest.length - 1 ? line.length >= 1 && line.length <= lineLength : line.length === lineLength,
  );
  if (!wellCut) throw refuse(`the lines are not of ${String(lineLength)} characters`);
  const der = wiping(joinSecret(...rest), decodeBase64);
  if (der === undefined) throw refuse("what stands between the two is not base64");
  return der;
}

/** PEM text (RFC 7468) of DER, as ASCII bytes, which the caller can wipe. Lines of 64 characters, LF at each end. */
export function derToPem(der: Uint8Array, label: PemLabel): Uint8Array {
  const base64 = secretBase64(der);
  const lineEnd = publicBytesOf(newline);
  const parts: Uint8Array[] = [publicUtf8(`-----BEGIN ${label}-----`), lineEnd];
  for (let from = 0; from < base64.length; from += lineLength) {
    parts.push(base64.subarray(from, from + lineLength), lineEnd);
  }
  const text = joinSecret(...parts, publicUtf8(`-----END ${label}-----`), lineEnd);
  wipe(base64);
  return text;
}
