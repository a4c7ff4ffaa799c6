import { receiptJwk, receiptKeyPem } from "@keyferry/receipt";
import type { ReceiptKeyRequest, ReceiptVerification } from "../commands/receipt-commands.ts";
import { believedKeys } from "./believed-keys.ts";
import { tellReceipts } from "./tell-receipts.ts";
import { verifyReceipts } from "./verify-receipts.ts";

/** What a command on receipts has found. */
export interface ReceiptFindings {
  /** To be printed, with its last line feed. */
  readonly text: string;
  /** Whether nothing is wrong. */
  readonly good: boolean;
}

/**
 * `receipt verify`.
 *
 * @param folder the data folder, whose server is asked for its key where nothing else is named
 * @throws StartError for what cannot be read, and where there is no key to verify with
 */
export async function checkReceipts(
  verification: ReceiptVerification,
  folder: string,
): Promise<ReceiptFindings> {
  const report = await verifyReceipts(verification, folder);
  const text = verification.json ? `${JSON.stringify(report, undefined, 2)}\n` : tellReceipts(report);
  return { text, good: report.good };
}

/**
 * `receipt key`: the public keys as a JSON Web Key Set (RFC 7517), or as PEM, one after the other.
 *
 * @param folder as of {@link checkReceipts}
 * @throws StartError where none are found
 */
export async function showReceiptKeys(
  { pem, ...source }: ReceiptKeyRequest,
  folder: string,
): Promise<ReceiptFindings> {
  const keys = await believedKeys(source, folder);
  const jwks = { keys: keys.map(receiptJwk) };
  return {
    text: pem ? keys.map(receiptKeyPem).join("") : `${JSON.stringify(jwks, undefined, 2)}\n`,
    good: true,
  };
}
