import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { Migration } from "kysely/migration";
import { StoreError } from "../../errors.ts";
import type { SqlFlavour } from "../database/flavour.ts";
import { createInitialSchema } from "./0001-initial.ts";
import type { SqlTables } from "../rows/schema.ts";
import { toStoreError } from "../database/session.ts";

/**
 * Brings the schema of a database to the newest that this version knows. Does nothing when it is there already.
 *
 * @throws {StoreError} `refused` when a newer version of the software has changed the schema
 */
export async function migrateSqlStore(database: Kysely<SqlTables>, flavour: SqlFlavour): Promise<void> {
  const migrations: Readonly<Record<string, Migration>> = {
    "0001-initial": { up: (target) => createInitialSchema(target, flavour) },
  };
  try {
    await refuseNewerSchema(database, Object.keys(migrations));
    const migrator = new Migrator({
      db: database,
      provider: { getMigrations: async () => migrations },
      migrationTableName: "migrations",
      migrationLockTableName: "migration_lock",
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) {
      throw toStoreError(flavour, error);
    }
  } catch (cause) {
    throw toStoreError(flavour, cause);
  }
}

/** The migrator would call such a database corrupted; it is sound, and its owner must know what to do. */
async function refuseNewerSchema(database: Kysely<SqlTables>, known: readonly string[]): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "migrations")) {
    return;
  }
  const newer = await database
    .selectFrom("migrations")
    .select("name")
    .where("name", "not in", known)
    .executeTakeFirst();
  if (newer !== undefined) {
    throw new StoreError(
      "refused",
      `The database was written by a newer version: its schema has the change ${newer.name}, which this version does not know.`,
    );
  }
}
