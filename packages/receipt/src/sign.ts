import { publicUtf8 } from "@keyferry/bytes";
import type { ReceiptKey } from "./keys/receipt-key.ts";
import { joinReceipt, signingInputOf } from "./receipt.ts";
import type { ExportStatement } from "./statement.ts";

/** Signs receipts with the private key of `key`, wherever that lives. */
export interface ReceiptSigner {
  readonly key: ReceiptKey;
  /**
   * Signs bytes.
   *
   * @returns 64 bytes: an Ed25519 signature (RFC 8032 5.1.6), or r and s of SM2 (GB/T 32918.2) over SM3 with the default user id
   */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

/**
 * Makes the receipt of an export: a JSON Web Signature in compact form (RFC 7515 7.1), printable ASCII without white space, some
 * 1,500 characters.
 *
 * @throws ReceiptError `malformed` for a statement that is none
 */
export function signReceipt(statement: ExportStatement, { key, sign }: ReceiptSigner): string {
  const input = signingInputOf(statement, key);
  return joinReceipt(input, sign(publicUtf8(input)));
}
