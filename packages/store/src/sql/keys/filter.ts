import { sql } from "kysely";
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { StoreScope } from "../../scope.ts";
import type { KeyFilter } from "../../keys/contract.ts";
import type { KeyState } from "../../keys/records.ts";
import { isExactText } from "../values/exact-text.ts";
import type { SqlTables } from "../rows/schema.ts";

type Condition = Expression<SqlBool>;
type KeyExpressions = ExpressionBuilder<SqlTables, "keys">;

const keyProperties = [
  ["id", "keys.id"],
  ["spec", "keys.spec"],
  ["usage", "keys.usage"],
  ["protectionLevel", "keys.protection_level"],
  ["instance", "keys.instance"],
  ["creator", "keys.creator"],
] as const;

const tagProperties = [
  ["tagKey", "tag_key"],
  ["tagValue", "tag_value"],
] as const;

const withoutMaterial: KeyState = "PendingImport";
const leaving: KeyState = "PendingDeletion";

/** The condition that a key of `scope` matches `filter` at `now`. */
export function matches(filter: KeyFilter, scope: StoreScope, now: number) {
  return (eb: KeyExpressions): Condition => {
    const conditions: Condition[] = [];
    const require = (
      values: readonly string[] | undefined,
      condition: (among: readonly string[]) => Condition,
    ): void => {
      if (values !== undefined) {
        conditions.push(amongExact(values, condition));
      }
    };
    for (const [property, column] of keyProperties) {
      require(filter[property], (among) => eb(sql.ref<string>(column), "in", among));
    }
    require(filter.state, (among) => inState(eb, among, now));
    require(filter.creatorType, (among) =>
      eb.or([
        ...(among.includes("User") ? [eb("keys.creator", "=", scope.account)] : []),
        ...(among.includes("Service") ? [eb("keys.creator", "!=", scope.account)] : []),
      ]));
    for (const [property, column] of tagProperties) {
      require(filter[property], (among) => eb("keys.id", "in", tagged(eb, scope, column, among)));
    }
    require(filter.aliasName, (among) => eb("keys.id", "in", aliased(eb, scope, among)));
    return eb.and(conditions);
  };
}

/** No row holds a text that is not exact, and `in ()` is not SQL everywhere. */
function amongExact(
  values: readonly string[],
  condition: (among: readonly string[]) => Condition,
): Condition {
  const exact = values.filter(isExactText);
  return exact.length === 0 ? sql<SqlBool>`1 = 0` : condition(exact);
}

/** `keyAt`, for lists: a key whose imported material has expired waits for it, whatever is stored. */
function inState(eb: KeyExpressions, among: readonly string[], now: number): Condition {
  const asStored = eb.or([
    eb("keys.material_expires_at", "is", null),
    eb("keys.material_expires_at", ">", now),
    eb("keys.state", "=", leaving),
  ]);
  const expired = eb.and([eb("keys.material_expires_at", "<=", now), eb("keys.state", "!=", leaving)]);
  const stored = eb.and([sql<SqlBool>`${sql.ref("keys.state")} in (${sql.join(among)})`, asStored]);
  return among.includes(withoutMaterial) ? eb.or([stored, expired]) : stored;
}

function tagged(
  eb: KeyExpressions,
  scope: StoreScope,
  column: "tag_key" | "tag_value",
  among: readonly string[],
) {
  return eb
    .selectFrom("tags")
    .select("tags.resource_id")
    .where("tags.account", "=", scope.account)
    .where("tags.region", "=", scope.region)
    .where("tags.resource_type", "=", "key")
    .where(`tags.${column}`, "in", among);
}

function aliased(eb: KeyExpressions, scope: StoreScope, among: readonly string[]) {
  return eb
    .selectFrom("aliases")
    .select("aliases.key_id")
    .where("aliases.account", "=", scope.account)
    .where("aliases.region", "=", scope.region)
    .where("aliases.name", "in", among);
}
