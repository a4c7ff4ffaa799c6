import { sql } from "kysely";
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { StoreScope } from "../../scope.ts";
import type { SecretFilter } from "../../secrets/contract.ts";
import type { SqlTables } from "../rows/schema.ts";
import { isExactText } from "../values/exact-text.ts";

type SecretExpressions = ExpressionBuilder<SqlTables, "secrets">;
type Condition = Expression<SqlBool>;

const wholeTexts = [
  ["instance", "secrets.instance"],
  ["type", "secrets.type"],
  ["creator", "secrets.creator"],
] as const;

const beginnings = [
  ["name", "secrets.name"],
  ["description", "secrets.description"],
] as const;

const tagColumns = [
  ["tagKey", "tags.tag_key"],
  ["tagValue", "tags.tag_value"],
] as const;

/** The condition that a secret matches `filter`. */
export function matchesSecret(filter: SecretFilter, { account, region }: StoreScope) {
  return (eb: SecretExpressions): Condition =>
    eb.and([
      ...wholeTexts.flatMap(([property, column]) =>
        anyOf(eb, filter[property], (value) => eb(column, "=", value)),
      ),
      ...beginnings.flatMap(([property, column]) =>
        anyOf(eb, filter[property], (value) => {
          if (!value.endsWith("*")) return eb(column, "=", value);
          const beginning = value.slice(0, -1);
          // Not LIKE, which SQLite asks without regard to case. Characters are counted as the database counts them.
          const begins = eb(sql`substr(${sql.ref(column)}, 1, length(${beginning}))`, "=", beginning);
          const next = nextInAscii(beginning);
          // An index serves a range only. It decides nothing: texts are compared by their bytes, and it holds all that begin so.
          return next === undefined
            ? begins
            : eb.and([begins, eb(column, ">=", beginning), eb(column, "<", next)]);
        }),
      ),
      ...tagColumns.flatMap(([property, column]) =>
        anyOf(eb, filter[property], (value) =>
          eb(
            "secrets.name",
            "in",
            eb
              .selectFrom("tags")
              .select("tags.resource_id")
              .where("tags.account", "=", account)
              .where("tags.region", "=", region)
              .where("tags.resource_type", "=", "secret")
              .where(column, "=", value),
          ),
        ),
      ),
    ]);
}

/** No row holds a text that is not exact. */
function anyOf(
  eb: SecretExpressions,
  values: readonly string[] | undefined,
  condition: (value: string) => Condition,
): readonly Condition[] {
  return values === undefined ? [] : [eb.or(values.filter(isExactText).map(condition))];
}

/** The first text behind all that begin so; undefined where the last character is none of ASCII, or the last one of it. */
function nextInAscii(beginning: string): string | undefined {
  const last = beginning.charCodeAt(beginning.length - 1);
  return last < 0x7f ? beginning.slice(0, -1) + String.fromCharCode(last + 1) : undefined;
}
