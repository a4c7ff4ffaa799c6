/** How long things may take, in milliseconds. A call that takes longer fails as `unavailable`. */
export interface Limits {
  /** To get a connection: a free one, or a new one. Default 3000. */
  readonly connect: number;
  /** For another transaction's lock, by the database's clock. Default 4000, as in SQLite. */
  readonly lock: number;
  /** For a statement of a transaction, by the database's clock. Default 5000. */
  readonly statement: number;
  /** For an answer, by our own clock: a database that has gone away says nothing any more. Default 6000. */
  readonly answer: number;
  /** For what is between the statements of a transaction. Default 10000. */
  readonly idleInTransaction: number;
}

/** The limits, where nothing else is said. */
export const defaultLimits: Limits = {
  connect: 3000,
  lock: 4000,
  statement: 5000,
  answer: 6000,
  idleInTransaction: 10_000,
};
