import { Kysely } from "kysely";
import { createCachedStore, type KeyStore } from "@keyferry/store";
import { createSqlStore, migrateSqlStore } from "@keyferry/store/sql";
import type { SqlFlavour, SqlTables } from "@keyferry/store/sql";
import { IN_MEMORY, openDatabase, openReader, revisionOf } from "./database.ts";
import type { DatabaseKind, SqliteFileOptions } from "./database.ts";
import { createSqliteDialect } from "./dialect.ts";
import { sqliteReason } from "./sqlite-error.ts";

/** "KFks" in ASCII. */
const KEY_STORE: DatabaseKind = { synchronous: "FULL", applicationId: 0x4b466b73 };

const SQLITE: SqlFlavour = {
  sequenceType: "integer",
  defineSequence: (column) => column.primaryKey().autoIncrement(),
  bytesType: "blob",
  reasonOf: sqliteReason,
};

/**
 * Opens the store of keys in a SQLite file, and brings its schema up to date. What a method has answered survives a
 * power loss.
 *
 * @throws {StoreError} `corrupt` for a file that is no database, `refused` for a database of another kind or of a newer
 *   version, `unavailable` when the file does not open
 */
export async function openSqliteStore(options: SqliteFileOptions): Promise<KeyStore> {
  const { file, clock = Date.now } = options;
  const database = new Kysely<SqlTables>({
    dialect: createSqliteDialect(openDatabase(file, KEY_STORE)),
  });
  try {
    await migrateSqlStore(database, SQLITE);
    const store = file === IN_MEMORY ? uncached(database, clock) : cached(database, file, clock);
    // Kysely closes only what it has used.
    await store.ping();
    return store;
  } catch (cause) {
    await database.destroy();
    throw cause;
  }
}

/** A database in memory has one connection, which cannot tell its own changes from none. */
function uncached(database: Kysely<SqlTables>, clock: () => number): KeyStore {
  return createSqlStore({ database, flavour: SQLITE, clock });
}

function cached(database: Kysely<SqlTables>, file: string, clock: () => number): KeyStore {
  const connection = openReader(file);
  const reader = new Kysely<SqlTables>({ dialect: createSqliteDialect(connection) });
  const store = createSqlStore({ database, reader, flavour: SQLITE, clock });
  return createCachedStore(store, { revision: revisionOf(connection, file), clock });
}
