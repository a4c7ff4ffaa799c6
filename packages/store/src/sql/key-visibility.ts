import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import type { StoreScope } from "../records.ts";
import type { SqlTables } from "./schema.ts";

/** Whether a key is still there at `now`: one whose time of deletion has come is gone, purged or not. */
export function isLiving(now: number) {
  return (eb: ExpressionBuilder<SqlTables, "keys">): Expression<SqlBool> =>
    eb.or([eb("keys.delete_at", "is", null), eb("keys.delete_at", ">", now)]);
}

/** The keys of a scope that are still there. */
export function livingKeys(database: Kysely<SqlTables>, scope: StoreScope, now: number) {
  return database
    .selectFrom("keys")
    .where("keys.account", "=", scope.account)
    .where("keys.region", "=", scope.region)
    .where(isLiving(now));
}

/** The aliases of a scope whose keys are still there, with these. */
export function livingAliases(database: Kysely<SqlTables>, scope: StoreScope, now: number) {
  return database
    .selectFrom("aliases")
    .innerJoin("keys", (join) =>
      join
        .onRef("keys.account", "=", "aliases.account")
        .onRef("keys.region", "=", "aliases.region")
        .onRef("keys.id", "=", "aliases.key_id"),
    )
    .where("aliases.account", "=", scope.account)
    .where("aliases.region", "=", scope.region)
    .where(isLiving(now));
}

/** The versions of a scope whose keys are still there, with these. */
export function livingVersions(database: Kysely<SqlTables>, scope: StoreScope, now: number) {
  return versionsWithKeys(database)
    .where("key_versions.account", "=", scope.account)
    .where("key_versions.region", "=", scope.region)
    .where(isLiving(now));
}

/** The versions of a region, of all accounts, whose keys are still there, with these. */
export function livingVersionsOfAll(database: Kysely<SqlTables>, region: string, now: number) {
  return versionsWithKeys(database).where("key_versions.region", "=", region).where(isLiving(now));
}

function versionsWithKeys(database: Kysely<SqlTables>) {
  return database
    .selectFrom("key_versions")
    .innerJoin("keys", (join) =>
      join
        .onRef("keys.account", "=", "key_versions.account")
        .onRef("keys.region", "=", "key_versions.region")
        .onRef("keys.id", "=", "key_versions.key_id"),
    );
}
