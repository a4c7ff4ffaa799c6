import { receiptJwk, receiptKeyPem } from "@keyferry/receipt";
import type { ReceiptKeyRequest } from "../commands/receipt-commands.ts";
import { believedKeys } from "./believed-keys.ts";

/**
 * The public keys of receipts as text: a JSON Web Key Set (RFC 7517), or PEM, one after the other.
 *
 * @param folder the data folder, whose server is asked where nothing else is named
 * @throws StartError where none are found
 */
export async function tellReceiptKeys(
  { pem, ...source }: ReceiptKeyRequest,
  folder: string,
): Promise<string> {
  const keys = await believedKeys(source, folder);
  return pem
    ? keys.map(receiptKeyPem).join("")
    : `${JSON.stringify({ keys: keys.map(receiptJwk) }, undefined, 2)}\n`;
}
