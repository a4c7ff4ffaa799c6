import { decodeBase64, encodeBase64, equalBytes, joinPublic } from "@keyferry/bytes";
import { hexToBytes } from "@noble/hashes/utils.js";
import { ReceiptError } from "../errors.ts";
import { receiptKeyOf, receiptKeySpecs, type ReceiptKey, type ReceiptKeySpec } from "./receipt-key.ts";

const pem = /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\r\n]{1,1024})-----END PUBLIC KEY-----$/;

/** A public key as PEM text (RFC 7468) of its SubjectPublicKeyInfo (RFC 5280), as OpenSSL takes it. */
export function receiptKeyPem({ spec, bytes }: ReceiptKey): string {
  const base64 = encodeBase64(joinPublic(spkiPrefix(spec), bytes));
  return `-----BEGIN PUBLIC KEY-----\n${base64.replaceAll(/.{64}(?!$)/g, "$&\n")}\n-----END PUBLIC KEY-----\n`;
}

/**
 * Reads such text.
 *
 * @throws ReceiptError `bad key` for anything else, also for a key of another kind
 */
export function parseReceiptPem(text: string): ReceiptKey {
  const [, body = ""] = pem.exec(text) ?? [];
  const der = decodeBase64(body.replaceAll(/[\r\n]/g, ""));
  for (const spec of Object.keys(receiptKeySpecs) as readonly ReceiptKeySpec[]) {
    const prefix = spkiPrefix(spec);
    const { length } = receiptKeySpecs[spec];
    if (der?.length !== prefix.length + length) continue;
    if (equalBytes(der.subarray(0, prefix.length), prefix)) {
      return receiptKeyOf(spec, der.subarray(prefix.length));
    }
  }
  throw new ReceiptError("bad key", "it is no public key of Ed25519 or SM2 in PEM");
}

function spkiPrefix(spec: ReceiptKeySpec): Uint8Array {
  return hexToBytes(receiptKeySpecs[spec].spkiPrefix);
}
