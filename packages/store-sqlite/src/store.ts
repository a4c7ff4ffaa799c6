import type { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { createCachedStore, type KeyStore, type RowAuthenticator, type Settings } from "@keyferry/store";
import { createSqlSettings, createSqlStore, migrateSqlStore } from "@keyferry/store/sql";
import type { SqlFlavour, SqlTables } from "@keyferry/store/sql";
import { inMemory, openDatabase, openReader, revisionOf } from "./database.ts";
import type { DatabaseKind, SqliteFileOptions } from "./database.ts";
import { createSqliteDialect } from "./dialect.ts";
import { sqliteReason } from "./sqlite-error.ts";

/** "KFks" in ASCII. */
const keyStore: DatabaseKind = { synchronous: "FULL", applicationId: 0x4b466b73 };

const sqliteFlavour: SqlFlavour = {
  sequenceType: "integer",
  defineSequence: (column) => column.primaryKey().autoIncrement(),
  bytesType: "blob",
  epochs: false,
  reasonOf: sqliteReason,
};

/** A store of keys whose file is open, and whose rows cannot be read yet: its settings may say which key they need. */
export interface SqliteStoreFile {
  readonly settings: Settings;
  /** The store itself. To be called once; whoever closes the store has closed the file. */
  store(authenticator: RowAuthenticator): Promise<KeyStore>;
  /** Closes the file. */
  close(): Promise<void>;
}

/** Which store to open. */
export interface SqliteStoreOptions extends SqliteFileOptions {
  /** Makes and checks the codes of rows: rows that were written with another one are `tampered`. */
  readonly authenticator: RowAuthenticator;
}

/**
 * Opens the store of keys in a SQLite file, and brings its schema up to date. What a method has answered survives a
 * power loss.
 *
 * @throws {StoreError} `corrupt` for a file that is no database, `refused` for a database of another kind or of a newer
 *   version, `unavailable` when the file does not open
 */
export async function openSqliteStore({ authenticator, ...options }: SqliteStoreOptions): Promise<KeyStore> {
  const file = await openSqliteStoreFile(options);
  return file.store(authenticator);
}

/**
 * Opens the file of a store of keys, as {@link openSqliteStore}, for whoever must ask its settings before its rows can be
 * authenticated.
 *
 * @throws {StoreError} as {@link openSqliteStore}
 */
export async function openSqliteStoreFile({
  file,
  clock = Date.now,
}: SqliteFileOptions): Promise<SqliteStoreFile> {
  const connection = openDatabase(file, keyStore);
  const database = new Kysely<SqlTables>({ dialect: createSqliteDialect(connection) });
  try {
    await migrateSqlStore(database, sqliteFlavour);
  } catch (cause) {
    await database.destroy();
    throw cause;
  }
  return {
    settings: createSqlSettings({ database, flavour: sqliteFlavour }),
    async store(authenticator) {
      try {
        const options = { database, flavour: sqliteFlavour, authenticator, clock };
        const store = file === inMemory ? createSqlStore(options) : cached(options, file, connection);
        // Kysely closes only what it has used.
        await store.ping();
        return store;
      } catch (cause) {
        await database.destroy();
        throw cause;
      }
    },
    close: () => database.destroy(),
  };
}

/**
 * Caches a store in a file. Of its own connection SQLite tells what all others have committed: what the store has written
 * itself, it knows. A database in memory is a cache already.
 */
function cached(
  options: Parameters<typeof createSqlStore>[0],
  file: string,
  connection: DatabaseSync,
): KeyStore {
  const reader = new Kysely<SqlTables>({ dialect: createSqliteDialect(openReader(file)) });
  const store = createSqlStore({ ...options, reader });
  return createCachedStore(store, { revision: revisionOf(connection, file), clock: options.clock });
}
