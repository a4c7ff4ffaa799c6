import { sql, type Kysely } from "kysely";
import type { StoreScope } from "../../scope.ts";
import type { TaggedType } from "../../tags/contract.ts";
import { nameColumn, type CodedTable, type Row } from "../rows/coded-tables.ts";
import { prefixedColumns, type PrefixedOrNull } from "../rows/joined.ts";
import type { SqlTables } from "../rows/schema.ts";
import type { TaggedName } from "./rows.ts";

/** The tables whose rows have tags. Tags name a row as people do: see `nameColumn`. */
const taggedTables = { key: "keys", secret: "secrets", instance: "instances" } as const satisfies Readonly<
  Record<TaggedType, CodedTable>
>;

/** The table of a type's resources. The types of single tables do not reach through a name that is a variable. */
export function tableOf(type: TaggedType): "keys" {
  return taggedTables[type] as "keys";
}

/** The values by which a row of such a table is asked for. */
export function askedFor({ scope: { account, region }, type, id }: TaggedName): Partial<Row<"keys">> {
  return { account, region, [nameColumn(tableOf(type))]: id };
}

/** A row of a resource, with one of its tags; nulls where it has none. */
export type WithTag = Row<"keys"> & PrefixedOrNull<"tags", "tag_">;

/** The resources of a type in a scope, each as often as it has tags, and once when it has none, in their orders. */
export function resourcesWithTags(
  database: Kysely<SqlTables>,
  type: TaggedType,
  { account, region }: StoreScope,
) {
  const table = tableOf(type);
  const resources = sql<Row<"keys">>`${sql.table(table)}`.as<"resource">(sql.ref("resource"));
  return database
    .selectFrom(resources)
    .leftJoin("tags", (join) =>
      join
        .onRef("tags.account", "=", "resource.account")
        .onRef("tags.region", "=", "resource.region")
        .on("tags.resource_type", "=", type)
        .onRef("tags.resource_id", "=", idColumn(type)),
    )
    .where("resource.account", "=", account)
    .where("resource.region", "=", region)
    .selectAll("resource")
    .select(prefixedColumns("tags", "tag_"))
    .orderBy("resource.seq")
    .orderBy("tags.seq");
}

/** The id of a resource, in {@link resourcesWithTags}. */
export function idColumn(type: TaggedType) {
  return sql.ref<string>(`resource.${nameColumn(tableOf(type))}`);
}
