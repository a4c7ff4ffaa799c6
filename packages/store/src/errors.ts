/**
 * Why a store could not do what it was asked. Stable: callers may branch on it.
 *
 * - `unavailable`: the database does not answer now, or is closed; the same call may succeed later.
 * - `corrupt`: what the database holds is damaged, or is no database at all.
 * - `tampered`: a row is not as the store has written it: something else has changed or moved it, or it was written under
 *   another key. Nothing of it is answered, and nothing is changed.
 * - `refused`: the call breaks a rule of the store (an id that is taken, text that cannot be kept exactly, a database of
 *   a newer version); the same call will fail again.
 */
export type StoreErrorReason = "unavailable" | "corrupt" | "tampered" | "refused";

/** Which row an error is about. */
export interface RowName {
  readonly table: string;
  /** What it calls itself: an id or a name. Of a tampered row, it may be anything. */
  readonly id: string;
}

/**
 * The one error class of all store packages. `reason` is API; the message is for people and holds no secret. The
 * database's own error, where there is one, is the `cause`.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly reason: StoreErrorReason;
  /** The row that was tampered with; undefined for every other reason. */
  readonly row: RowName | undefined;

  constructor(
    reason: StoreErrorReason,
    message: string,
    { row, ...options }: ErrorOptions & { readonly row?: RowName } = {},
  ) {
    super(message, options);
    this.reason = reason;
    this.row = row;
  }
}
