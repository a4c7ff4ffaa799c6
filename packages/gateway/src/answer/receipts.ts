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
 * Proves exports: takes the request into the audit trail, in place of `onAnswered`, and answers their receipts once its records
 * are written. What it rejects with is the refusal, and nothing of the exports goes out.
 *
 * @param exports one for each audit record that the request has; undefined where there was none
 * @returns a receipt for each of them that there was
 */
export type Prove = (
  request: AnsweredRequest,
  exports: readonly (ExportedKey | undefined)[],
) => Promise<readonly (string | undefined)[]>;

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

/** What an answer of an operation that exports has by its definition: an export, or several recipients with theirs. */
interface Exporting {
  readonly ExportedDataKey?: Uint8Array;
  readonly Recipients?: readonly Exporting[];
}

/**
 * What receipts state of exports, out of the request and its answer. The exported keys are copied: the answer is wiped when it
 * goes out.
 */
export function exportedKeysOf(
  request: object,
  answer: AnswerOf<Operation>,
): readonly (ExportedKey | undefined)[] {
  const { EncryptionContext: context } = request as { readonly EncryptionContext?: EncryptionContext };
  const one: Exporting = answer;
  return (one.Recipients ?? [one]).map(
    ({ ExportedDataKey }) => ExportedDataKey && { context, exported: copyPublic(ExportedDataKey) },
  );
}

/**
 * Puts receipts where they belong: that of a single export into a header, those of several recipients to what the answer says of
 * each.
 */
export function withReceipts(
  answer: AnswerOf<Operation>,
  receipts: readonly (string | undefined)[],
): { readonly answer: AnswerOf<Operation>; readonly header?: string | undefined } {
  const { Recipients }: Exporting = answer;
  if (Recipients === undefined) return { answer, header: receipts[0] };
  const proved = Recipients.map((each, index) => ({ ...each, Receipt: receipts[index] }));
  return { answer: { ...answer, Recipients: proved } };
}
