// What a server needs to give receipts, without the curves that verifying them takes.
export { contextHash, exportedHash, type ContextPairs } from "./digests.ts";
export { receiptJwk, type ReceiptJwk } from "./keys/jwk.ts";
export { receiptKeyOf, receiptKeyPath, type ReceiptKey, type ReceiptKeySpec } from "./keys/receipt-key.ts";
export { signReceipt, type ReceiptSigner } from "./sign.ts";
export type { ExportStatement } from "./statement.ts";
