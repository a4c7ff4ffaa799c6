import { randomUUID } from "node:crypto";
import { equalBytes, randomPublic } from "@keyferry/bytes";
import {
  createCachedStore,
  StoreError,
  type KeyStore,
  type RowAuthenticator,
  type Settings,
} from "@keyferry/store";
import { createSqlSettings, createSqlStore, migrateSqlStore } from "@keyferry/store/sql";
import type { SqlDatabase, SqlFlavour, SqlTables } from "@keyferry/store/sql";
import { Kysely, sql } from "kysely";
import { readAddress } from "./connection/address.ts";
import { createPostgresDialect } from "./connection/dialect.ts";
import { defaultLimits, type Limits } from "./connection/limits.ts";
import { createPool } from "./connection/pool.ts";
import { postgresReason } from "./connection/postgres-error.ts";
import { freshness, watchChanges, type ChangeWatch } from "./changes/change-watch.ts";
import { connectDirectly, type DirectConnection } from "./changes/direct-connection.ts";
import type { Mark } from "./changes/marks.ts";
import { marksStatement, readMarks, type MarkRow } from "./changes/read-marks.ts";
import { createTransact } from "./changes/transact.ts";

/** Which database to open. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; see `readAddress`. */
  readonly url: string;
  /**
   * The way to the primary itself, where `url` leads by way of a pooler: what others have changed is asked on a connection of
   * its own. By default `url`.
   */
  readonly directUrl?: string | undefined;
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
  directUrl = url,
  ca,
  connections = defaultConnections,
  limits: ownLimits = {},
  clock = Date.now,
}: PostgresOptions): Promise<PostgresStoreDatabase> {
  const limits = { ...defaultLimits, ...ownLimits };
  const pool = createPool(readAddress(url, ca), connections, limits);
  const database = new Kysely<SqlTables>({ dialect: createPostgresDialect(pool, limits) });
  const direct = readAddress(directUrl, ca);
  let watch: ChangeWatch | undefined;
  const self = randomUUID();
  const onNotified = (sender: string) => {
    // Of our own changes we know.
    if (sender !== self) watch?.wake();
  };
  const connect = (patience: number) => connectDirectly(direct, limits, { patience, onNotified });
  const opened: SqlDatabase = {
    database,
    flavour: postgresFlavour,
    transact: createTransact(database, self, (mark) => watch?.own(mark)),
  };
  const settings = createSqlSettings(opened);
  const close = async () => {
    await watch?.close();
    await database.destroy();
  };
  try {
    const first = await connect(limits.answer);
    try {
      await migrateSqlStore(database, postgresFlavour);
      await refuseAnother(settings, first);
    } catch (cause) {
      await first.close();
      throw cause;
    }
    watch = await watchChanges(first, { connect: () => connect(freshness), ask: () => askMarks(database) });
  } catch (cause) {
    await close();
    throw cause;
  }
  const { revision } = watch;
  return {
    settings,
    store: (authenticator) => {
      const store = createSqlStore({ ...opened, authenticator, clock });
      return Promise.resolve({ ...createCachedStore(store, { revision, clock }), close });
    },
    close,
  };
}

/** The setting by which a database knows itself. */
const identitySetting = "identity of the database";

/**
 * Both ways must lead to the same database: or changes to one would be asked of another.
 *
 * @throws {StoreError} `refused`
 */
async function refuseAnother(settings: Settings, direct: DirectConnection): Promise<void> {
  const identity = await settings.write.getOrPut(identitySetting, randomPublic(16));
  const found = await direct.setting(identitySetting);
  if (found === undefined || !equalBytes(identity, found)) {
    throw new StoreError("refused", "The way to the database itself leads to another database.");
  }
}

/** Asks for the marks by the way of all other statements. */
async function askMarks(database: Kysely<SqlTables>): Promise<readonly Mark[]> {
  try {
    const { rows } = await sql.raw<MarkRow>(marksStatement).execute(database);
    return readMarks(rows);
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw new StoreError("unavailable", "The database does not answer.", { cause });
  }
}
