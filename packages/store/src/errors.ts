/**
 * Why a store could not do what it was asked. Stable: callers may branch on it.
 *
 * - `unavailable`: the database does not answer now, or is closed; the same call may succeed later.
 * - `corrupt`: what the database holds is damaged, or is no database at all.
 * - `refused`: the call breaks a rule of the store (an id that is taken, text that cannot be kept exactly, a database of
 *   a newer version); the same call will fail again.
 */
export type StoreErrorReason = "unavailable" | "corrupt" | "refused";

/**
 * The one error class of all store packages. `reason` is API; the message is for people and holds no secret. The
 * database's own error, where there is one, is the `cause`.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly reason: StoreErrorReason;

  constructor(reason: StoreErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
