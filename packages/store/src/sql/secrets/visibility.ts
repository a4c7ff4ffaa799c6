import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import type { StoreScope } from "../../scope.ts";
import { isOrEquals, type Place } from "../rows/quota.ts";
import type { SqlTables } from "../rows/schema.ts";

/** The condition that a secret is still there at `now`, for lists. What is looked up is asked after its code was checked. */
export function isLivingSecret(now: number) {
  return (eb: ExpressionBuilder<SqlTables, "secrets">): Expression<SqlBool> =>
    eb.or([eb("secrets.delete_at", "is", null), eb("secrets.delete_at", ">", now)]);
}

/** The secrets of a scope, also those that are gone. */
export function secretsOf(database: Kysely<SqlTables>, { account, region }: StoreScope) {
  return database
    .selectFrom("secrets")
    .where("secrets.account", "=", account)
    .where("secrets.region", "=", region);
}

/** The versions of the secrets of a scope, each with its secret. */
export function secretVersionsOf(database: Kysely<SqlTables>, { account, region }: StoreScope) {
  return database
    .selectFrom("secret_versions")
    .innerJoin("secrets", (join) =>
      join
        .onRef("secrets.account", "=", "secret_versions.account")
        .onRef("secrets.region", "=", "secret_versions.region")
        .onRef("secrets.name", "=", "secret_versions.secret_name"),
    )
    .where("secret_versions.account", "=", account)
    .where("secret_versions.region", "=", region);
}

/** The secrets of a place that are still there. */
export function secretsIn(database: Kysely<SqlTables>, place: Place) {
  const { scope, instance, now } = place;
  return secretsOf(database, scope)
    .where(isLivingSecret(now))
    .where("secrets.instance", isOrEquals(place), instance)
    .select("secrets.seq");
}
