import { makeRecords, stateExport } from "@keyferry/audit";
import type { AnsweredRequest, Prove } from "@keyferry/gateway";
import { serviceError } from "@keyferry/protocol";
import { signReceipt, type ReceiptSigner } from "@keyferry/receipt/signing";
import type { AuditLog } from "../observe/audit-log.ts";
import { sha256 } from "../observe/sha256.ts";

/** What proving exports takes. */
export interface ProveOptions {
  readonly audit: Pick<AuditLog, "write">;
  readonly signer: ReceiptSigner;
  readonly pseudonymOf: (text: string) => string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Told of each request that was proved. */
  readonly onProved: (request: AnsweredRequest) => void;
}

/**
 * Makes what proves exports. An audit record is made once: the receipt has its hash, and the trail has it before the receipt goes
 * out.
 *
 * @returns a function that rejects with ServiceError `ServiceUnavailableTemporary` while the trail cannot be written
 */
export function createProve({ audit, signer, pseudonymOf, clock, onProved }: ProveOptions): Prove {
  return async (request, exports) => {
    const records = makeRecords(request, pseudonymOf);
    const time = new Date(clock()).toISOString();
    const receipts = records.map((record, index) => {
      const exported = exports[index];
      return exported && signReceipt(stateExport(record, exported, { time, sha256 }), signer);
    });
    try {
      await Promise.all(records.map((record) => audit.write(record)));
    } catch (cause) {
      const reason = "the audit trail cannot be written, so there is no receipt, and nothing is exported";
      throw serviceError("ServiceUnavailableTemporary", { reason, cause });
    }
    onProved(request);
    return receipts;
  };
}
