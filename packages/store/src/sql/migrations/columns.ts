import type { ColumnDefinitionBuilder, SchemaModule } from "kysely";

/** A column that has a value in every row. */
export const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** For lists of a scope in order of creation. */
export async function listingIndex(schema: SchemaModule, table: string): Promise<void> {
  await schema.createIndex(`${table}_listing`).on(table).columns(["account", "region", "seq"]).execute();
}
