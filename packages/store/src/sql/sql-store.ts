import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { KeyStore } from "../store.ts";
import { createCredentialStore } from "./credentials.ts";
import type { SqlFlavour } from "./flavour.ts";
import { createIdentityStore } from "./identities.ts";
import { createKeyLookups } from "./key-lookups.ts";
import { listInstances } from "./instances-read.ts";
import { createKeyReader } from "./keys-read.ts";
import { createKeyWriter } from "./keys-write.ts";
import { materialOf } from "./material.ts";
import { deleteDueKey, dueKeys } from "./purge.ts";
import { scopeOf } from "./rows.ts";
import type { SqlTables } from "./schema.ts";
import { applySeed } from "./seed.ts";
import { createSqlSession } from "./session.ts";
import { createSettingStore } from "./settings.ts";

/** What {@link createSqlStore} is made of. */
export interface SqlStoreOptions {
  /** The database, with its schema; see `migrateSqlStore`. The store closes it. */
  readonly database: Kysely<SqlTables>;
  /**
   * Another way into the same database, for reads only, so that they do not wait behind transactions. Sees what was
   * committed. By default `database`. The store closes it.
   */
  readonly reader?: Kysely<SqlTables>;
  readonly flavour: SqlFlavour;
  /** The time, in milliseconds since the epoch: it decides which keys are gone. */
  readonly clock: () => number;
}

/** Makes a {@link KeyStore} of a SQL database. */
export function createSqlStore(options: SqlStoreOptions): KeyStore {
  const { database, reader = database, flavour, clock } = options;
  const session = createSqlSession(database, reader, flavour, clock);
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
    settings: createSettingStore(session),
    seed: (seed) => session.write((transaction) => applySeed(transaction, seed)),
    versionsWithPolicy: (region, versionId) => lookups.byVersionWithPolicy(region, versionId),
    listInstances: () => listInstances(session),
    dueKeys: (now) => dueKeys(session, now),
    deleteDueKey: (key, now) => session.write((transaction) => deleteDueKey(transaction, key, now)),
    materialOf: (custody) => materialOf(session, custody),
    ping: () =>
      session.read(async (connection) => {
        await sql`select 1`.execute(connection);
      }),
    close: async () => {
      await reader.destroy();
      await database.destroy();
    },
  };
}
