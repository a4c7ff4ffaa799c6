import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import type { StoreScope } from "../records.ts";
import type { Row } from "./coded-tables.ts";
import type { SqlTables } from "./schema.ts";

/** Whether a key is still there at `now`: one whose time of deletion has come is gone, purged or not. */
export function isLivingRow({ delete_at: deleteAt }: Pick<Row<"keys">, "delete_at">, now: number): boolean {
  return deleteAt === null || deleteAt > now;
}

/** {@link isLivingRow}, for lists. What is looked up is not asked in SQL: a row that was tampered with must be noticed. */
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

/** The aliases of a scope, each with its key. */
export function aliasesOf(database: Kysely<SqlTables>, scope: StoreScope) {
  return database
    .selectFrom("aliases")
    .innerJoin("keys", (join) =>
      join
        .onRef("keys.account", "=", "aliases.account")
        .onRef("keys.region", "=", "aliases.region")
        .onRef("keys.id", "=", "aliases.key_id"),
    )
    .where("aliases.account", "=", scope.account)
    .where("aliases.region", "=", scope.region);
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
