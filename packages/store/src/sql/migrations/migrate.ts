import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { StoreError } from "../../errors.ts";
import type { SqlFlavour } from "../database/flavour.ts";
import type { SqlTables } from "../rows/schema.ts";
import { toStoreError } from "../database/session.ts";

/**
 * Brings the schema of a database to the newest that this version knows. Does nothing when it is there already.
 *
 * @throws {StoreError} `refused` when a newer version of the software has changed the schema
 */
export async function migrateSqlStore(database: Kysely<SqlTables>, flavour: SqlFlavour): Promise<void> {
  try {
    const applied = await appliedTo(database);
    refuseNewerSchema(applied);
    // What changes a schema is large, and most starts find it as it should be.
    if (!known.every((name) => applied.includes(name))) await migrate(database, flavour);
  } catch (cause) {
    throw toStoreError(flavour, cause);
  }
}

const known = ["0001-initial"] as const;

async function migrate(database: Kysely<SqlTables>, flavour: SqlFlavour): Promise<void> {
  const [{ Migrator }, { createInitialSchema }] = await Promise.all([
    import("kysely/migration"),
    import("./0001-initial.ts"),
  ]);
  const migrations: Readonly<Record<(typeof known)[number], Migration>> = {
    "0001-initial": { up: (target) => createInitialSchema(target, flavour) },
  };
  await database.transaction().execute(async (transaction) => {
    // Another server may be doing the same: whoever comes second finds it done.
    await flavour.lockSchema?.(transaction);
    const migrator = new Migrator({
      db: transaction,
      provider: { getMigrations: async () => migrations },
      migrationTableName: "migrations",
      migrationLockTableName: "migration_lock",
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw toStoreError(flavour, error);
  });
}

/** Names of the changes that a schema has seen: none for an empty database. */
async function appliedTo(database: Kysely<SqlTables>): Promise<readonly string[]> {
  const rows = () => database.selectFrom("migrations").select("name").execute();
  try {
    return (await rows()).map(({ name }) => name);
  } catch (cause) {
    // The table may not be there. Of all other failures the catalogue says the same.
    const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
    if (tables.some((table) => table.name === "migrations")) throw cause;
    return [];
  }
}

/** The migrator would call such a database corrupted; it is sound, and its owner must know what to do. */
function refuseNewerSchema(applied: readonly string[]): void {
  const newer = applied.find((name) => !known.some((one) => one === name));
  if (newer === undefined) return;
  throw new StoreError(
    "refused",
    `The database was written by a newer version: its schema has the change ${newer}, which this version does not know.`,
  );
}
