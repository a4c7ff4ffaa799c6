import { removeFile, writeWholeFile } from "@keyferry/files";
import type { ReceiptJwk } from "@keyferry/receipt/signing";

/** What others need to know of a running server. */
export interface Ready {
  /** Origins of the gateways. */
  readonly public: string;
  readonly vpc: string;
  readonly dedicated: string;
  /** Path of the certificates that clients must trust over TLS; null where the operator's own needs none. */
  readonly ca: string | null;
  readonly instanceId: string;
  /** The public key of receipts, a JSON Web Key; null where there is no audit trail, and so no receipts. */
  readonly receiptKey: ReceiptJwk | null;
  readonly pid: number;
}

/**
 * Takes away what an earlier server has left.
 *
 * @throws FileError for what is no file: it is another one's
 */
export function removeReadyFile(file: string): void {
  removeFile(file);
}

/** Writes the ready file at once: whoever sees it sees it whole. */
export function writeReadyFile(file: string, ready: Ready): void {
  writeWholeFile(file, `${JSON.stringify(ready)}\n`, { mode: 0o600 });
}
