import type { ExpressionBuilder } from "kysely";
import { scopeOf, type StoreScope } from "../../scope.ts";
import type { TaggedType, TagRecord } from "../../tags/contract.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { RowCodes } from "../rows/row-codes.ts";
import type { SqlTables } from "../rows/schema.ts";
import type { Tables } from "../rows/tables.ts";
import { exact } from "../values/exact-text.ts";

/** The name of something that may have tags. */
export interface TaggedName {
  readonly scope: StoreScope;
  readonly type: TaggedType;
  readonly id: string;
}

type NewTagRow = Omit<Row<"tags">, "seq">;

/** Writes tags into their resource. */
function toTagRows({ scope, type, id }: TaggedName, tags: readonly TagRecord[]): readonly NewTagRow[] {
  return tags.map(({ key, value }) => ({
    ...scopeOf(scope),
    resource_type: type,
    resource_id: id,
    tag_key: key,
    tag_value: value,
  }));
}

/** Reads whole rows of `tags`. */
export function toTagRecords(
  rows: readonly Pick<Row<"tags">, "tag_key" | "tag_value">[],
): readonly TagRecord[] {
  return rows.map(({ tag_key: key, tag_value: value }) => ({ key, value }));
}

/** The code that a resource is to have for its tags. */
export function codeOfTags(codes: RowCodes, name: TaggedName, tags: readonly TagRecord[]): Uint8Array {
  return codes.codeOfList("tags", toTagRows(name, tags));
}

/** Inserts tags behind those that the resource has; answers the code for these alone, which are all that a new one has. */
export async function insertTags(
  tables: Tables,
  name: TaggedName,
  tags: readonly TagRecord[],
): Promise<Uint8Array> {
  for (const row of toTagRows(name, tags)) {
    await tables.transaction.insertInto("tags").values(exact(row)).execute();
  }
  return codeOfTags(tables.codes, name, tags);
}

/** Takes tags of a resource away: those with some keys, or all. */
export async function deleteTags(
  { transaction }: Tables,
  name: TaggedName,
  tagKeys: readonly string[] | "all" = "all",
): Promise<void> {
  const all = transaction.deleteFrom("tags").where(areOf(name));
  await (tagKeys === "all" ? all : all.where("tag_key", "in", tagKeys)).execute();
}

/** The condition that a row of `tags` is of a resource. */
export function areOf({ scope: { account, region }, type, id }: TaggedName) {
  return (eb: ExpressionBuilder<SqlTables, "tags">) =>
    eb.and({ account, region, resource_type: type, resource_id: id });
}
