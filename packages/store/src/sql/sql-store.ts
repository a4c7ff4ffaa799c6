import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { RowAuthenticator } from "../row-authenticator.ts";
import { oncePerScope } from "../scope.ts";
import type { Settings } from "../settings/contract.ts";
import type { KeyStore } from "../store.ts";
import { createView } from "../view/create-view.ts";
import { createClientKeyStores } from "./access-points/client-keys.ts";
import { accessPoints, accessPolicies, networkRules } from "./access-points/kinds.ts";
import { createNamedStores } from "./access-points/named.ts";
import { createAliasReaders } from "./aliases/read.ts";
import { createAliasWriter } from "./aliases/write.ts";
import type { SqlFlavour } from "./database/flavour.ts";
import type { Transact } from "./database/changed.ts";
import { createSqlConnection, createSqlSession, type SqlConnection } from "./database/session.ts";
import { createIdentityReader } from "./identities/read.ts";
import { createIdentityWriter } from "./identities/write.ts";
import { createAllInstancesReader, createInstanceReaders } from "./instances/read.ts";
import { createInstanceWriter } from "./instances/write.ts";
import { createAllKeys } from "./keys/everywhere.ts";
import { createKeyReaders } from "./keys/read.ts";
import { createKeyWriter } from "./keys/write.ts";
import { createAllPoliciesReader } from "./policies/read.ts";
import { createPolicyWriter } from "./policies/write.ts";
import { createRecipients } from "./recipients/recipients.ts";
import { createRowCodes } from "./rows/row-codes.ts";
import type { SqlTables } from "./rows/schema.ts";
import { createAllSecrets } from "./secrets/everywhere.ts";
import { createSecretReaders } from "./secrets/read.ts";
import { createSecretWriter } from "./secrets/write.ts";
import { applySeed } from "./seed.ts";
import { checkWrites, createSettings } from "./settings/settings.ts";
import { createTagReader } from "./tags/read.ts";
import { createTagWriter } from "./tags/write.ts";

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
  /** How transactions run. By default one at a time in all of `database`, as those of SQLite do by themselves. */
  readonly transact?: Transact;
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
  const { database, reader = database, authenticator, clock } = options;
  const connection = connectionTo(options);
  const session = createSqlSession(connection, createRowCodes(authenticator), clock);
  const [keys, aliases, instances, secrets] = [
    createKeyReaders(session),
    createAliasReaders(session),
    createInstanceReaders(session),
    createSecretReaders(session),
  ];
  const [rules, policies, points, clientKeys] = [
    createNamedStores(session, networkRules),
    createNamedStores(session, accessPolicies),
    createNamedStores(session, accessPoints),
    createClientKeyStores(session),
  ];
  const store: KeyStore = {
    scoped: oncePerScope((scope) => ({
      keys: { read: keys(scope), write: createKeyWriter(session, scope) },
      aliases: { read: aliases(scope), write: createAliasWriter(session, scope) },
      tags: { read: createTagReader(session, scope), write: createTagWriter(session, scope) },
      instances: { read: instances(scope), write: createInstanceWriter(session, scope) },
      policies: { write: createPolicyWriter(session, scope) },
      secrets: { read: secrets(scope), write: createSecretWriter(session, scope) },
      networkRules: rules(scope),
      accessPolicies: policies(scope),
      accessPoints: points(scope),
      clientKeys: clientKeys(scope),
    })),
    everywhere: {
      keys: createAllKeys(session),
      instances: { read: createAllInstancesReader(session) },
      policies: { read: createAllPoliciesReader(session) },
      secrets: createAllSecrets(session),
    },
    identities: { read: createIdentityReader(session), write: createIdentityWriter(session) },
    recipients: createRecipients(session),
    settings: createSettings(connection),
    view: async () => createView(store, { now: clock() }),
    seed: (seed) => session.write("everything", (tables) => applySeed(tables, seed)),
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
  return store;
}

/** The settings of a SQL database whose rows nothing authenticates yet: what must be asked before there is a key. */
export function createSqlSettings(database: SqlDatabase): Settings {
  return createSettings(connectionTo(database));
}

function connectionTo({ database, reader = database, transact, flavour }: SqlDatabase): SqlConnection {
  const oneAtATime: Transact = (_, work) => database.transaction().execute(work);
  return createSqlConnection(reader, transact ?? oneAtATime, flavour);
}
