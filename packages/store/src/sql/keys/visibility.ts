import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import type { StoreScope } from "../../scope.ts";
import { isOrEquals, type Place } from "../rows/quota.ts";
import type { SqlTables } from "../rows/schema.ts";

/** `isLivingRow`, for lists. What is looked up is not asked in SQL: a row that was tampered with must be noticed. */
export function isLiving(now: number) {
  return (eb: ExpressionBuilder<SqlTables, "keys">): Expression<SqlBool> =>
    eb.or([eb("keys.delete_at", "is", null), eb("keys.delete_at", ">", now)]);
}

/** The keys of a scope, also those that are gone. */
export function keysOf(database: Kysely<SqlTables>, { account, region }: StoreScope) {
  return database.selectFrom("keys").where("keys.account", "=", account).where("keys.region", "=", region);
}

/** The keys of a scope that are still there. */
export function livingKeys(database: Kysely<SqlTables>, scope: StoreScope, now: number) {
  return keysOf(database, scope).where(isLiving(now));
}

/** The versions of a region, of all accounts, each with its key. */
export function versionsOfAll(database: Kysely<SqlTables>, region: string) {
  return database
    .selectFrom("key_versions")
    .innerJoin("keys", (join) =>
      join
        .onRef("keys.account", "=", "key_versions.account")
        .onRef("keys.region", "=", "key_versions.region")
        .onRef("keys.id", "=", "key_versions.key_id"),
    )
    .where("key_versions.region", "=", region);
}

/** The versions of a scope, each with its key. */
export function versionsOf(database: Kysely<SqlTables>, { account, region }: StoreScope) {
  return versionsOfAll(database, region).where("key_versions.account", "=", account);
}

/** The keys of a place that are still there. */
export function keysIn(database: Kysely<SqlTables>, place: Place) {
  const { scope, instance, now } = place;
  return livingKeys(database, scope, now)
    .where("keys.instance", isOrEquals(place), instance)
    .select("keys.seq");
}

/** The versions of the keys of a place that are still there. */
export function versionsIn(database: Kysely<SqlTables>, place: Place) {
  const { scope, instance, now } = place;
  return versionsOf(database, scope)
    .where(isLiving(now))
    .where("keys.instance", isOrEquals(place), instance)
    .select("key_versions.seq");
}
