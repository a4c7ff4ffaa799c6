import type { Kysely, Transaction } from "kysely";
import { StoreError } from "../errors.ts";
import type { SqlFlavour } from "./flavour.ts";
import type { SqlTables } from "./schema.ts";

/** A transaction that is open. */
export type SqlTransaction = Transaction<SqlTables>;

/** The one door to the database: whatever fails behind it is a {@link StoreError}. */
export interface SqlSession {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs statements that change nothing. */
  read<T>(work: (database: Kysely<SqlTables>) => Promise<T>): Promise<T>;
  /** Runs one transaction: all of it is kept, or, when `work` rejects, none. */
  write<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T>;
}

/** Makes a session that reads through `reader` and writes through `database`. */
export function createSqlSession(
  database: Kysely<SqlTables>,
  reader: Kysely<SqlTables>,
  flavour: SqlFlavour,
  clock: () => number,
): SqlSession {
  return {
    now: clock,
    read: async (work) => {
      try {
        return await work(reader);
      } catch (cause) {
        throw toStoreError(flavour, cause);
      }
    },
    write: async (work) => {
      try {
        return await database.transaction().execute(work);
      } catch (cause) {
        throw toStoreError(flavour, cause);
      }
    },
  };
}

/** Wraps an error of the driver; leaves a {@link StoreError} as it is. */
export function toStoreError(flavour: SqlFlavour, cause: unknown): StoreError {
  if (cause instanceof StoreError) {
    return cause;
  }
  const reason = flavour.reasonOf(cause);
  return new StoreError(reason, MESSAGES[reason], { cause });
}

const MESSAGES = {
  unavailable: "The database does not answer.",
  corrupt: "The database is damaged, or is none.",
  refused: "The database refused a row that breaks a rule of its schema.",
} as const;
