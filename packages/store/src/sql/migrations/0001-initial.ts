import { sql } from "kysely";
import type { Kysely, SchemaModule } from "kysely";
import type { SqlFlavour } from "../database/flavour.ts";
import { createAccessPointTables } from "./access-point-tables.ts";
import { listingIndex, notNull } from "./columns.ts";

/**
 * The first schema. Every row of a scope names its account and region, and refers to others within them, so that no row
 * can belong to two scopes. The columns named mac hold codes: of the row itself, or of the rows of another table that belong
 * to it.
 */
export async function createInitialSchema(database: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { schema } = database;
  await createInstances(schema, flavour);
  await createKeys(schema, flavour);
  await createKeyVersions(schema, flavour);
  await createAliases(schema, flavour);
  await createSecrets(schema, flavour);
  await createSecretVersions(schema, flavour);
  await createTags(schema, flavour);
  await createAccessPointTables(schema, flavour);
  await createGroups(schema, flavour);
  await createUsers(schema, flavour);
  await createRoles(schema, flavour);
  await createAccessKeys(schema, flavour);
  await createRecipients(schema, flavour);
  await schema
    .createTable("settings")
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("value", flavour.bytesType, notNull)
    .execute();
  if (flavour.epochs) {
    await schema
      .createTable("epochs")
      .addColumn("account", "text", notNull)
      .addColumn("region", "text", notNull)
      .addColumn("epoch", "bigint", notNull)
      .addPrimaryKeyConstraint("epochs_scope", ["account", "region"])
      .execute();
  }
}

async function createInstances(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("instances")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("id", "text", notNull)
    .addColumn("name", "text", notNull)
    .addColumn("public_access", "integer", notNull)
    .addColumn("created_at", "bigint", notNull)
    .addColumn("connection", "text")
    .addColumn("bound_vpcs", "text", notNull)
    .addColumn("plan", "text", notNull)
    .addColumn("deletion_protection", "text")
    .addColumn("tags_mac", flavour.bytesType, notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("instances_id", ["account", "region", "id"])
    .addCheckConstraint("instances_public_access", sql`public_access in (0, 1)`)
    .execute();
  await listingIndex(schema, "instances");
}

async function createKeys(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("keys")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("block", "integer", notNull)
    .addColumn("instance", "text")
    .addColumn("id", "text", notNull)
    .addColumn("spec", "text", notNull)
    .addColumn("usage", "text", notNull)
    .addColumn("origin", "text", notNull)
    .addColumn("protection_level", "text", notNull)
    .addColumn("state", "text", notNull)
    .addColumn("description", "text", notNull)
    .addColumn("creator", "text", notNull)
    .addColumn("created_at", "bigint", notNull)
    .addColumn("delete_at", "bigint")
    .addColumn("primary_version_id", "text", notNull)
    .addColumn("material_expires_at", "bigint")
    .addColumn("rotated_at", "bigint", notNull)
    .addColumn("rotation_interval", "bigint")
    .addColumn("rotate_at", "bigint")
    .addColumn("deletion_protection", "text")
    .addColumn("policy", "text")
    .addColumn("tags_mac", flavour.bytesType, notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("keys_id", ["account", "region", "id"])
    .addForeignKeyConstraint("keys_instance", ["account", "region", "instance"], "instances", [
      "account",
      "region",
      "id",
    ])
    .addCheckConstraint(
      "keys_deletion_protection",
      sql`deletion_protection is null or state <> 'PendingDeletion'`,
    )
    .addCheckConstraint("keys_rotation", sql`(rotation_interval is null) = (rotate_at is null)`)
    .addCheckConstraint("keys_policy", sql`policy is null or instance is not null`)
    .addCheckConstraint("keys_protection_level", sql`protection_level in ('SOFTWARE', 'HSM')`)
    .addCheckConstraint(
      "keys_state",
      sql`state in ('Enabled', 'Disabled', 'PendingDeletion', 'PendingImport')`,
    )
    .addCheckConstraint("keys_delete_at", sql`(delete_at is not null) = (state = 'PendingDeletion')`)
    .execute();
  await listingIndex(schema, "keys");
  await schema
    .createIndex("keys_by_block")
    .on("keys")
    .columns(["account", "region", "block", "seq"])
    .execute();
  await schema
    .createTable("key_blocks")
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("block", "integer", notNull)
    .addColumn("count", "integer", notNull)
    .addPrimaryKeyConstraint("key_blocks_block", ["account", "region", "block"])
    .execute();
  await schema
    .createIndex("keys_by_instance")
    .on("keys")
    .columns(["account", "region", "instance"])
    .execute();
  await schema
    .createIndex("keys_by_material_expiry")
    .on("keys")
    .column("material_expires_at")
    .where("material_expires_at", "is not", null)
    .execute();
  await schema
    .createIndex("keys_due")
    .on("keys")
    .column("delete_at")
    .where("delete_at", "is not", null)
    .execute();
  await schema
    .createIndex("keys_gone")
    .on("keys")
    .columns(["account", "region", "delete_at"])
    .where("delete_at", "is not", null)
    .execute();
  await schema
    .createIndex("keys_due_for_rotation")
    .on("keys")
    .columns(["state", "rotate_at"])
    .where("rotate_at", "is not", null)
    .execute();
}

async function createKeyVersions(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("key_versions")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("id", "text", notNull)
    .addColumn("key_id", "text", notNull)
    .addColumn("custody", "text", notNull)
    .addColumn("material", flavour.bytesType, notNull)
    .addColumn("fingerprint", flavour.bytesType)
    .addColumn("created_at", "bigint", notNull)
    .addColumn("messages", "bigint", notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    // The id first: a blob names a version, and not the account that it belongs to.
    .addUniqueConstraint("key_versions_id", ["id", "region", "account"])
    .addForeignKeyConstraint(
      "key_versions_key",
      ["account", "region", "key_id"],
      "keys",
      ["account", "region", "id"],
      (key) => key.onDelete("cascade"),
    )
    .execute();
  await keyIndex(schema, "key_versions");
}

async function createAliases(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("aliases")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("instance", "text")
    .addColumn("name", "text", notNull)
    .addColumn("key_id", "text", notNull)
    .addColumn("created_at", "bigint", notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("aliases_name", ["account", "region", "name"])
    .addForeignKeyConstraint(
      "aliases_key",
      ["account", "region", "key_id"],
      "keys",
      ["account", "region", "id"],
      (key) => key.onDelete("cascade"),
    )
    .execute();
  await listingIndex(schema, "aliases");
  await keyIndex(schema, "aliases");
}

/** Whose resources are in several tables: whoever deletes a resource deletes its tags. */
async function createTags(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("tags")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("resource_type", "text", notNull)
    .addColumn("resource_id", "text", notNull)
    .addColumn("tag_key", "text", notNull)
    .addColumn("tag_value", "text", notNull)
    .addUniqueConstraint("tags_tag_key", ["account", "region", "resource_type", "resource_id", "tag_key"])
    .execute();
  for (const column of ["tag_key", "tag_value"]) {
    await schema
      .createIndex(`tags_by_${column}`)
      .on("tags")
      .columns(["account", "region", "resource_type", column])
      .execute();
  }
}

async function createSecrets(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("secrets")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("instance", "text")
    .addColumn("name", "text", notNull)
    .addColumn("type", "text", notNull)
    .addColumn("description", "text", notNull)
    .addColumn("key_id", "text", notNull)
    .addColumn("creator", "text", notNull)
    .addColumn("created_at", "bigint", notNull)
    .addColumn("updated_at", "bigint", notNull)
    .addColumn("delete_at", "bigint")
    .addColumn("policy", "text")
    .addColumn("stages", "text", notNull)
    .addColumn("extended_config", "text")
    .addColumn("rotation", "text")
    .addColumn("rotation_interval", "bigint")
    .addColumn("rotated_at", "bigint")
    .addColumn("rotate_at", "bigint")
    .addColumn("rotation_failure", "text")
    .addColumn("rotating_until", "bigint")
    .addColumn("rotating_version", "text")
    .addColumn("tags_mac", flavour.bytesType, notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("secrets_name", ["account", "region", "name"])
    .addForeignKeyConstraint("secrets_instance", ["account", "region", "instance"], "instances", [
      "account",
      "region",
      "id",
    ])
    .addCheckConstraint("secrets_policy", sql`policy is null or instance is not null`)
    .addCheckConstraint(
      "secrets_rotation",
      sql`rotation in ('Enabled', 'Disabled', 'Invalid') or (rotation is null and rotation_interval is null and rotated_at is null and rotate_at is null and rotation_failure is null and rotating_until is null)`,
    )
    .addCheckConstraint("secrets_rotating", sql`rotating_until is not null or rotating_version is null`)
    .execute();
  // With all that decides whether a secret is listed at all: what a page skips is not read.
  await schema
    .createIndex("secrets_listing")
    .on("secrets")
    .columns(["account", "region", "seq", "delete_at"])
    .execute();
  await schema
    .createIndex("secrets_by_instance")
    .on("secrets")
    .columns(["account", "region", "instance"])
    .execute();
  for (const column of ["delete_at", "rotate_at", "rotating_until"]) {
    await schema
      .createIndex(`secrets_due_${column}`)
      .on("secrets")
      .column(column)
      .where(column, "is not", null)
      .execute();
  }
}

async function createSecretVersions(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("secret_versions")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("region", "text", notNull)
    .addColumn("secret_name", "text", notNull)
    .addColumn("id", "text", notNull)
    .addColumn("data_type", "text", notNull)
    .addColumn("data_key", flavour.bytesType, notNull)
    .addColumn("value", flavour.bytesType, notNull)
    .addColumn("created_at", "bigint", notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("secret_versions_id", ["account", "region", "secret_name", "id"])
    .addForeignKeyConstraint(
      "secret_versions_secret",
      ["account", "region", "secret_name"],
      "secrets",
      ["account", "region", "name"],
      (secret) => secret.onDelete("cascade"),
    )
    .addCheckConstraint("secret_versions_data_type", sql`data_type in ('text', 'binary')`)
    .execute();
}

async function createGroups(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("groups")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("name", "text", notNull)
    .addColumn("policies", "text", notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("groups_name", ["account", "name"])
    .execute();
}

async function createUsers(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("users")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("name", "text", notNull)
    .addColumn("policies", "text", notNull)
    .addColumn("groups_mac", flavour.bytesType, notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("users_name", ["account", "name"])
    .execute();
  await schema.createIndex("users_listing").on("users").columns(["account", "seq"]).execute();
  await schema
    .createTable("user_groups")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("user_name", "text", notNull)
    .addColumn("group_name", "text", notNull)
    .addUniqueConstraint("user_groups_group", ["account", "user_name", "group_name"])
    .addForeignKeyConstraint(
      "user_groups_user_name",
      ["account", "user_name"],
      "users",
      ["account", "name"],
      (user) => user.onDelete("cascade"),
    )
    .addForeignKeyConstraint("user_groups_group_name", ["account", "group_name"], "groups", [
      "account",
      "name",
    ])
    .execute();
  await userIndex(schema, "user_groups");
}

async function createRoles(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("roles")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("name", "text", notNull)
    .addColumn("trust_policy", "text", notNull)
    .addColumn("policies", "text", notNull)
    .addColumn("max_session_seconds", "integer", notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("roles_name", ["account", "name"])
    .execute();
}

async function createAccessKeys(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("access_keys")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("account", "text", notNull)
    .addColumn("user_name", "text", notNull)
    .addColumn("sealed_secret", flavour.bytesType, notNull)
    .addColumn("active", "integer", notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addCheckConstraint("access_keys_active", sql`active in (0, 1)`)
    .addForeignKeyConstraint(
      "access_keys_user",
      ["account", "user_name"],
      "users",
      ["account", "name"],
      (key) => key.onDelete("cascade"),
    )
    .execute();
  await userIndex(schema, "access_keys");
}

async function createRecipients(schema: SchemaModule, flavour: SqlFlavour): Promise<void> {
  await schema
    .createTable("recipients")
    .addColumn("seq", flavour.sequenceType, (column) => flavour.defineSequence(column))
    .addColumn("account", "text", notNull)
    .addColumn("name", "text", notNull)
    .addColumn("public_key", flavour.bytesType, notNull)
    .addColumn("spec", "text", notNull)
    .addColumn("fingerprint", "text", notNull)
    .addColumn("note", "text", notNull)
    .addColumn("certificate_chain", "text")
    .addColumn("valid_until", "bigint")
    .addColumn("created_at", "bigint", notNull)
    .addColumn("mac", flavour.bytesType, notNull)
    .addUniqueConstraint("recipients_name", ["account", "name"])
    .addUniqueConstraint("recipients_key", ["account", "fingerprint"])
    .execute();
  await schema.createIndex("recipients_listing").on("recipients").columns(["account", "seq"]).execute();
}

/** For what belongs to a key, in order of creation. */
async function keyIndex(schema: SchemaModule, table: string): Promise<void> {
  await schema
    .createIndex(`${table}_by_key`)
    .on(table)
    .columns(["account", "region", "key_id", "seq"])
    .execute();
}

/** For what belongs to a user, in order of creation. */
async function userIndex(schema: SchemaModule, table: string): Promise<void> {
  await schema.createIndex(`${table}_by_user`).on(table).columns(["account", "user_name", "seq"]).execute();
}
