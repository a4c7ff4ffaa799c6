/**
 * - `malformed`: the text is no receipt, or not in the one form that receipts have.
 * - `unknown key`: it names a key that is none of those it is verified with.
 * - `bad signature`: it was changed, or made by somebody else.
 * - `bad key`: what should be a public key is none.
 */
export type ReceiptErrorReason = "malformed" | "unknown key" | "bad signature" | "bad key";

/** A receipt, or a key of receipts, that is not taken. Its message is half a sentence, and repeats nothing of the text. */
export class ReceiptError extends Error {
  override readonly name = "ReceiptError";
  readonly reason: ReceiptErrorReason;

  constructor(reason: ReceiptErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
