import type { Compilable, Kysely } from "kysely";
import { StoreError } from "../../errors.ts";
import { isExactText } from "../values/exact-text.ts";
import type { Changed, Transact } from "./changed.ts";
import type { SqlFlavour } from "./flavour.ts";
import { prepareLookup, type Lookup } from "./lookup.ts";
import type { RowCodes } from "../rows/row-codes.ts";
import type { SqlTables } from "../rows/schema.ts";
import { createTables, type SqlTransaction, type Tables } from "../rows/tables.ts";

/** The one door to the database: whatever fails behind it is a {@link StoreError}. */
export interface SqlConnection {
  /** Runs statements that change nothing. */
  read<T>(work: (database: Kysely<SqlTables>) => Promise<T>): Promise<T>;
  /** Builds a look-up once; its placeholders stand where the query has texts. */
  prepare<Row>(build: (database: Kysely<SqlTables>) => Compilable<Row>): Lookup<Row>;
  /** Runs one transaction: all of it is kept, or, when `work` rejects, none. It may run more than once, but is kept once. */
  write<T>(changed: Changed, work: (transaction: SqlTransaction) => Promise<T>): Promise<T>;
}

/** The door to the database, with what its rows are known by. */
export interface SqlSession extends Pick<SqlConnection, "read" | "prepare"> {
  /** Milliseconds since the epoch. */
  now(): number;
  readonly codes: RowCodes;
  /** As `write` of {@link SqlConnection}. */
  write<T>(changed: Changed, work: (tables: Tables) => Promise<T>): Promise<T>;
}

/** Makes a connection that reads through `reader` and writes by `transact`. */
export function createSqlConnection(
  reader: Kysely<SqlTables>,
  transact: Transact,
  flavour: SqlFlavour,
): SqlConnection {
  const read: SqlConnection["read"] = async (work) => {
    try {
      return await work(reader);
    } catch (cause) {
      throw toStoreError(flavour, cause);
    }
  };
  return {
    read,
    prepare: (build) =>
      prepareLookup(
        () => build(reader),
        (compiled) => read(async (database) => (await database.executeQuery(compiled)).rows),
      ),
    write: async (changed, work) => {
      try {
        return await transact(nameable(changed), work);
      } catch (cause) {
        throw toStoreError(flavour, cause);
      }
    },
  };
}

/** Makes a session over a connection. */
export function createSqlSession(
  connection: SqlConnection,
  codes: RowCodes,
  clock: () => number,
): SqlSession {
  return {
    now: clock,
    codes,
    read: (work) => connection.read(work),
    prepare: (build) => connection.prepare(build),
    write: (changed, work) =>
      connection.write(changed, (transaction) => work(createTables(transaction, codes))),
  };
}

/** What belongs to an account, whatever the region. */
export function ofAccount(account: string): Changed {
  return { account, region: null };
}

/** In a scope whose texts no row can have, there is nothing to change. */
function nameable(changed: Changed): Changed {
  if (typeof changed === "string") return changed;
  const { account, region } = changed;
  return isExactText(account) && isExactText(region ?? "") ? { account, region } : "nothing";
}

/** Wraps an error of the driver; leaves a {@link StoreError} as it is. */
export function toStoreError(flavour: SqlFlavour, cause: unknown): StoreError {
  if (cause instanceof StoreError) {
    return cause;
  }
  const reason = flavour.reasonOf(cause);
  return new StoreError(reason, messageByKind[reason], { cause });
}

const messageByKind = {
  unavailable: "The database does not answer.",
  corrupt: "The database is damaged, or is none.",
  refused: "The database refused a row that breaks a rule of its schema.",
} as const;
