/**
 * Why no answer came.
 *
 * - `unreachable`: no connection, or it broke.
 * - `timeout`: no answer within the time limit.
 * - `aborted`: the caller's signal said so.
 */
export type TransportErrorReason = "unreachable" | "timeout" | "aborted";

/** The one error class of this package. `reason` is API; the message is for people and holds nothing of the request. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly reason: TransportErrorReason;

  constructor(reason: TransportErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
