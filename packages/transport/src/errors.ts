/**
 * Why no answer came.
 *
 * - `unreachable`: no connection, or it broke. In a web page also: the far side does not answer pages of this origin.
 * - `timeout`: no whole answer within the time limit.
 * - `aborted`: the caller's signal said so.
 * - `oversized`: the answer is longer than the caller would take. What was asked for has been done.
 * - `untrusted`: the far side's certificate was refused; nothing was sent. Where the platform hides why a connection
 *   failed, as `fetch` does, this is `unreachable`.
 */
export type TransportErrorReason = "unreachable" | "timeout" | "aborted" | "oversized" | "untrusted";

/** The one error class of this package. `reason` is API; the message is for people and holds nothing of the request. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly reason: TransportErrorReason;

  constructor(reason: TransportErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The error of a call that its caller has aborted; the cause is what the signal was aborted with. */
export function abortedBy({ reason }: AbortSignal): TransportError {
  return new TransportError("aborted", "The call was aborted", { cause: reason });
}
