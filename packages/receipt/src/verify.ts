import { sm2MessageDigest, verifySm2 } from "@keyferry/gm";
import { ed25519 } from "@noble/curves/ed25519.js";
import { ReceiptError } from "./errors.ts";
import type { ReceiptKey, ReceiptKeySpec } from "./keys/receipt-key.ts";
import { headerOf, splitReceipt } from "./receipt.ts";
import type { ExportStatement } from "./statement.ts";

type Verify = (key: Uint8Array, input: Uint8Array, signature: Uint8Array) => boolean;

const verifiers: Readonly<Record<ReceiptKeySpec, Verify>> = {
  // Strictly as RFC 8032 5.1.7 has it: no point of small order, no second encoding of one.
  Ed25519: (key, input, signature) => ed25519.verify(signature, input, key, { zip215: false }),
  EC_SM2: (key, input, signature) => verifySm2(key, sm2MessageDigest(key, input), signature),
};

/**
 * Verifies a receipt.
 *
 * @param text the receipt, without white space around it
 * @param keys the public keys that are believed; the receipt says which of them is its own
 * @returns what it states
 * @throws ReceiptError `malformed`, `unknown key`, `bad signature`; `bad key` where the key is no point of its curve
 */
export function verifyReceipt(text: string, keys: readonly ReceiptKey[]): ExportStatement {
  const { statement, header, signingInput, signature } = splitReceipt(text);
  const key = keys.find((one) => headerOf(one) === header);
  if (key === undefined) throw new ReceiptError("unknown key", "it names no key that is believed");
  if (isSignedBy(key, signingInput, signature)) return statement;
  throw new ReceiptError("bad signature", "its signature is not of this statement and this key");
}

function isSignedBy({ spec, bytes }: ReceiptKey, input: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifiers[spec](bytes, input, signature);
  } catch (cause) {
    throw new ReceiptError("bad key", `the public key is no point of ${spec}`, { cause });
  }
}
