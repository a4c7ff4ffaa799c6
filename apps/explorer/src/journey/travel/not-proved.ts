/** Why a journey proved nothing: the recipient has another key, or somebody has the data key who must not. */
export type NotProvedReason = "otherKey" | "exposed";

/** Something is not as the journey promises. */
export class NotProvedError extends Error {
  override readonly name = "NotProvedError";
  readonly reason: NotProvedReason;

  constructor(reason: NotProvedReason) {
    super(reason);
    this.reason = reason;
  }
}
