import type { KeyStore, RowAuthenticator, Settings } from "@keyferry/store";
import { createSqlSettings, createSqlStore, migrateSqlStore } from "@keyferry/store/sql";
import type { SqlFlavour, SqlTables } from "@keyferry/store/sql";
import { Kysely, sql } from "kysely";
import { readAddress } from "./connection/address.ts";
import { createPostgresDialect } from "./connection/dialect.ts";
import { defaultLimits, type Limits } from "./connection/limits.ts";
import { createPool } from "./connection/pool.ts";
import { postgresReason } from "./postgres-error.ts";
import { createTransact } from "./transact.ts";

/** Which database to open. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; see `readAddress`. */
  readonly url: string;
  /** Whom to believe that the server is itself, certificates in PEM. By default the certification authorities of Node. */
  readonly ca?: string | undefined;
  /** How many connections there are at most. Default 10. */
  readonly connections?: number;
  /** How long things may take. */
  readonly limits?: Partial<Limits>;
  /** The time, in milliseconds since the epoch. By default that of the system. */
  readonly clock?: () => number;
}

/** A store of keys whose database is open, and whose rows cannot be read yet: its settings may say which key they need. */
export interface PostgresStoreDatabase {
  readonly settings: Settings;
  /** The store itself. To be called once; whoever closes the store has closed the database. */
  store(authenticator: RowAuthenticator): Promise<KeyStore>;
  close(): Promise<void>;
}

/** Which store to open. */
export interface PostgresStoreOptions extends PostgresOptions {
  /** Makes and checks the codes of rows: rows that were written with another one are `tampered`. */
  readonly authenticator: RowAuthenticator;
}

const defaultConnections = 10;

/** "KFks" in ASCII: what names the lock of the schema among those of the database. */
const schemaLock = 0x4b466b73;

const postgresFlavour: SqlFlavour = {
  sequenceType: "bigint",
  defineSequence: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
  bytesType: "bytea",
  epochs: true,
  lockSchema: async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(schemaLock)})`.execute(transaction);
  },
  reasonOf: postgresReason,
};

/**
 * Opens the store of keys in a PostgreSQL database, and brings its schema up to date, whoever else does so at the same time.
 *
 * @throws {StoreError} `refused` for a URL that cannot be used and a database of a newer version, `unavailable` when it does
 *   not answer
 */
export async function openPostgresStore({
  authenticator,
  ...options
}: PostgresStoreOptions): Promise<KeyStore> {
  const database = await openPostgresStoreDatabase(options);
  return database.store(authenticator);
}

/**
 * Opens the database of a store of keys, as {@link openPostgresStore}, for whoever must ask its settings before its rows can be
 * authenticated.
 *
 * @throws {StoreError} as {@link openPostgresStore}
 */
export async function openPostgresStoreDatabase({
  url,
  ca,
  connections = defaultConnections,
  limits: ownLimits = {},
  clock = Date.now,
}: PostgresOptions): Promise<PostgresStoreDatabase> {
  const limits = { ...defaultLimits, ...ownLimits };
  const pool = createPool(readAddress(url, ca), connections, limits);
  const database = new Kysely<SqlTables>({ dialect: createPostgresDialect(pool, limits) });
  const opened = { database, flavour: postgresFlavour, transact: createTransact(database, () => undefined) };
  try {
    await migrateSqlStore(database, postgresFlavour);
  } catch (cause) {
    await database.destroy();
    throw cause;
  }
  return {
    settings: createSqlSettings(opened),
    store: (authenticator) => Promise.resolve(createSqlStore({ ...opened, authenticator, clock })),
    close: () => database.destroy(),
  };
}
