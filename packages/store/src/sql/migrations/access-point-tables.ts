import type { SchemaModule } from "kysely";
import type { SqlFlavour } from "../database/flavour.ts";
import { listingIndex, notNull } from "./columns.ts";

/** The tables of application access: what is named in a row, another table need not have. Only client keys have a point. */
export async function createAccessPointTables(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  const named = (table: string) =>
    schema
      .createTable(table)
      .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
      .addColumn("account", "text", notNull)
      .addColumn("region", "text", notNull)
      .addColumn("name", "text", notNull)
      .addColumn("description", "text", notNull)
      .addColumn("created_at", "bigint", notNull)
      .addColumn("mac", flavour.bytesType, notNull)
      .addUniqueConstraint(`${table}_name`, ["account", "region", "name"]);
  await named("network_rules")
    .addColumn("type", "text", notNull)
    .addColumn("sources", "text", notNull)
    .execute();
  await named("access_policies")
    .addColumn("instance", "text", notNull)
    .addColumn("permissions", "text", notNull)
    .addColumn("resources", "text", notNull)
    .addColumn("network_rules", "text", notNull)
    .addColumn("rules_text", "text", notNull)
    .execute();
  await named("access_points")
    .addColumn("authentication", "text", notNull)
    .addColumn("policies", "text", notNull)
    .execute();
  for (const table of ["network_rules", "access_policies", "access_points"]) {
    await listingIndex(schema, table);
  }
  await createClientKeys(schema, flavour);
}

async function createClientKeys(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("client_keys")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("id", "text", notNull)
    .addColumn("access_point", "text", notNull)
    .addColumn("algorithm", "text", notNull)
    .addColumn("certificate", flavour.bytesType, notNull)
    .addColumn("not_before", "bigint", notNull)
    .addColumn("not_after", "bigint", notNull)
    .addColumn("created_at", "bigint", notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("client_keys_id", ["account", "region", "id"])
    .addForeignKeyConstraint(
      "client_keys_access_point",
      ["account", "region", "access_point"],
      "access_points",
      ["account", "region", "name"],
      (point) => point.onDelete("cascade"),
    )
    .execute();
  await schema
    .createIndex("client_keys_by_access_point")
    .on("client_keys")
    .columns(["account", "region", "access_point", "seq"])
    .execute();
}
