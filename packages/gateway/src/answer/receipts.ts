import { copyPublic } from "@keyferry/bytes";
import {
  receiptHeader,
  serviceError,
  type AnswerOf,
  type EncryptionContext,
  type Operation,
} from "@keyferry/protocol";
import type { GatewayRequest } from "../request/http-message.ts";
import type { AnsweredRequest } from "./answered-request.ts";

/** A data key that was exported: what a receipt states of it, and no record has. */
export interface ExportedKey {
  /** Undefined for none. */
  readonly context: EncryptionContext | undefined;
  /** The data key under the recipient's public key. */
  readonly exported: Uint8Array;
}

/**
 * Proves an export: takes the request into the audit trail, in place of `onAnswered`, and answers its receipt once the record is
 * written. What it rejects with is the refusal, and nothing of the export goes out.
 */
export type Prove = (request: AnsweredRequest, exported: ExportedKey) => Promise<string>;

/**
 * Whether a request that has the header asks for a receipt of what it exports. Other operations have none, whatever is asked.
 *
 * @throws ServiceError `InvalidParameter` for a header that says neither true nor false; `UnsupportedOperation` where there are
 *   no receipts: nothing is exported without the receipt that was asked for
 */
export function asksForReceipt(
  { exports }: Operation,
  headers: GatewayRequest["headers"],
  prove: Prove | undefined,
): boolean {
  const text = headers.get(receiptHeader);
  if (exports !== true || text === "false") return false;
  if (text !== "true") {
    throw serviceError("InvalidParameter", { reason: `the header ${receiptHeader} must be true or false` });
  }
  if (prove !== undefined) return true;
  throw serviceError("UnsupportedOperation", {
    reason: "there are no receipts without an audit trail, and this service keeps none",
  });
}

/**
 * What a receipt states of an export, out of the request and its answer. The exported key is copied: the answer is wiped when it
 * goes out.
 */
export function exportedKeyOf(request: object, answer: AnswerOf<Operation>): ExportedKey {
  // What an operation that exports has by its definition.
  const { EncryptionContext: context } = request as { readonly EncryptionContext?: EncryptionContext };
  const { ExportedDataKey } = answer as { readonly ExportedDataKey: Uint8Array };
  return { context, exported: copyPublic(ExportedDataKey) };
}
