import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { RowAuthenticator } from "../row-authenticator.ts";
import type { KeyStore, SettingStore } from "../store.ts";
import { createCredentialStore } from "./credentials.ts";
import type { SqlFlavour } from "./flavour.ts";
import { createIdentityStore } from "./identities.ts";
import { createKeyLookups } from "./key-lookups.ts";
import { listInstances } from "./instances-read.ts";
import { createKeyReader } from "./keys-read.ts";
import { createKeyWriter } from "./keys-write.ts";
import { materialOf } from "./material.ts";
import { deleteDueKey, dueKeys } from "./purge.ts";
import { createRowCodes } from "./row-codes.ts";
import { scopeOf } from "./rows.ts";
import type { SqlTables } from "./schema.ts";
import { applySeed } from "./seed.ts";
import { createSqlConnection, createSqlSession } from "./session.ts";
import { checkWrites, createSettingStore } from "./settings.ts";

/** A database of the SQL store. */
export interface SqlDatabase {
  /** The database, with its schema; see `migrateSqlStore`. The store closes it. */
  readonly database: Kysely<SqlTables>;
  /**
   * Another way into the same database, for reads only, so that they do not wait behind transactions. Sees what was
   * committed. By default `database`. The store closes it.
   */
  readonly reader?: Kysely<SqlTables>;
  readonly flavour: SqlFlavour;
}

/** What {@link createSqlStore} is made of. */
export interface SqlStoreOptions extends SqlDatabase {
  /** Makes and checks the codes of rows. */
  readonly authenticator: RowAuthenticator;
  /** The time, in milliseconds since the epoch: it decides which keys are gone. */
  readonly clock: () => number;
}

/** Makes a {@link KeyStore} of a SQL database. */
export function createSqlStore(options: SqlStoreOptions): KeyStore {
  const { database, reader = database, flavour, authenticator, clock } = options;
  const connection = createSqlConnection(database, reader, flavour);
  const session = createSqlSession(connection, createRowCodes(authenticator), clock);
  const lookups = createKeyLookups(session, reader);
  return {
    scoped: (wide) => {
      const scope = scopeOf(wide);
      return {
        read: createKeyReader(session, scope, lookups),
        write: createKeyWriter(session, scope),
      };
    },
    credentials: createCredentialStore(session, reader),
    identities: createIdentityStore(session),
    settings: createSettingStore(connection),
    seed: (seed) => session.write((tables) => applySeed(tables, seed)),
    versionsWithPolicy: (region, versionId) => lookups.byVersionWithPolicy(region, versionId),
    listInstances: () => listInstances(session),
    dueKeys: (now) => dueKeys(session, now),
    deleteDueKey: (key, now) => session.write((tables) => deleteDueKey(tables, key, now)),
    materialOf: (custody) => materialOf(session, custody),
    ping: () =>
      session.read(async (executor) => {
        await sql`select 1`.execute(executor);
      }),
    checkWrites: () => checkWrites(connection, clock()),
    close: async () => {
      await reader.destroy();
      await database.destroy();
    },
  };
}

/** The settings of a SQL database whose rows nothing authenticates yet: what must be asked before there is a key. */
export function createSqlSettings({ database, reader = database, flavour }: SqlDatabase): SettingStore {
  return createSettingStore(createSqlConnection(database, reader, flavour));
}
