import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { CompiledQuery, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { DatabaseConnection, Dialect, SqliteDatabase, SqliteStatement } from "kysely";

/** How many prepared statements one connection keeps. The texts of the store are fewer, but for long filters. */
export const statementsKept = 100;

/** Makes a Kysely dialect over one connection, which Kysely closes. */
export function createSqliteDialect(connection: DatabaseSync): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new ImmediateDriver({ database: adaptConnection(connection) }),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Gives a connection the form that Kysely asks for, and keeps its statements, the latest used ones, by their text. */
export function adaptConnection(connection: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare: (text) => {
      const known = kept.get(text);
      if (known !== undefined) {
        // A map keeps the order of insertion: the first entry is the one unused for longest.
        kept.delete(text);
        kept.set(text, known);
        return known;
      }
      const statement = adaptStatement(connection, text);
      kept.set(text, statement);
      const oldest = kept.keys().next();
      if (kept.size > statementsKept && oldest.done !== true) {
        kept.delete(oldest.value);
      }
      return statement;
    },
    close: () => {
      kept.clear();
      connection.close();
    },
  };
}

function adaptStatement(connection: DatabaseSync, text: string): SqliteStatement {
  const statement: StatementSync = connection.prepare(text);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    // Two walks over one statement would disturb each other, so that each has its own.
    iterate: (parameters) => connection.prepare(text).iterate(...bindable(parameters)),
  };
}

/** node:sqlite itself refuses what it cannot bind. */
function bindable(parameters: readonly unknown[]): readonly SQLInputValue[] {
  return parameters as readonly SQLInputValue[];
}

/** SQLite changes schemas in transactions; Kysely's own adapter leaves that out, and a crash could leave half of one. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Takes the write lock at the beginning. A transaction that reads first and takes it later fails at once when another
 * process has written in between, whatever the busy timeout.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}
