import type { Selectable } from "kysely";
import type { SqlTables } from "./schema.ts";

/** The tables whose rows have a code each. */
export type CodedTable = {
  [T in keyof SqlTables]: SqlTables[T] extends { readonly mac: Uint8Array } ? T : never;
}[keyof SqlTables];

/** The tables whose rows belong to a row of another table, which has one code for all of them, in their order. */
export type ListedTable = "tags" | "user_groups";

/** A whole row, as it is read. */
export type Row<T extends keyof SqlTables> = Selectable<SqlTables[T]>;

/** What a code is over: all columns but the code itself, and for lists but the sequence, which their order stands for. */
type CodeColumn<T extends CodedTable | ListedTable> = Exclude<
  keyof SqlTables[T],
  "mac" | (T extends ListedTable ? "seq" : never)
> &
  string;

interface TableShape<T extends CodedTable | ListedTable> {
  /** The column by which people know a row. */
  readonly name: CodeColumn<T>;
  /** The type demands every column: one that is added to the schema cannot be forgotten here. */
  readonly coded: Readonly<Record<CodeColumn<T>, true>>;
}

const scoped = { account: true, region: true } as const;

/** The shape of each table. The order of the columns is that in which they are authenticated. */
const shapes: { readonly [T in CodedTable | ListedTable]: TableShape<T> } = {
  instances: {
    name: "id",
    coded: {
      seq: true,
      ...scoped,
      id: true,
      name: true,
      public_access: true,
      created_at: true,
      connection: true,
      bound_vpcs: true,
      plan: true,
      deletion_protection: true,
      tags_mac: true,
    },
  },
  keys: {
    name: "id",
    coded: {
      seq: true,
      ...scoped,
      block: true,
      instance: true,
      id: true,
      spec: true,
      usage: true,
      origin: true,
      protection_level: true,
      state: true,
      description: true,
      creator: true,
      created_at: true,
      delete_at: true,
      primary_version_id: true,
      material_expires_at: true,
      rotated_at: true,
      rotation_interval: true,
      rotate_at: true,
      deletion_protection: true,
      policy: true,
      tags_mac: true,
    },
  },
  key_versions: {
    name: "id",
    coded: {
      seq: true,
      ...scoped,
      id: true,
      key_id: true,
      custody: true,
      material: true,
      fingerprint: true,
      created_at: true,
      messages: true,
    },
  },
  aliases: {
    name: "name",
    coded: { seq: true, ...scoped, instance: true, name: true, key_id: true, created_at: true },
  },
  secrets: {
    name: "name",
    coded: {
      seq: true,
      ...scoped,
      instance: true,
      name: true,
      type: true,
      description: true,
      key_id: true,
      creator: true,
      created_at: true,
      updated_at: true,
      delete_at: true,
      policy: true,
      stages: true,
      extended_config: true,
      rotation: true,
      rotation_interval: true,
      rotated_at: true,
      rotate_at: true,
      rotation_failure: true,
      rotating_until: true,
      rotating_version: true,
      tags_mac: true,
    },
  },
  secret_versions: {
    name: "id",
    coded: {
      seq: true,
      ...scoped,
      secret_name: true,
      id: true,
      data_type: true,
      data_key: true,
      value: true,
      created_at: true,
    },
  },
  tags: {
    name: "resource_id",
    coded: { ...scoped, resource_type: true, resource_id: true, tag_key: true, tag_value: true },
  },
  network_rules: {
    name: "name",
    coded: {
      seq: true,
      ...scoped,
      name: true,
      type: true,
      description: true,
      sources: true,
      created_at: true,
    },
  },
  access_policies: {
    name: "name",
    coded: {
      seq: true,
      ...scoped,
      name: true,
      description: true,
      instance: true,
      permissions: true,
      resources: true,
      network_rules: true,
      rules_text: true,
      created_at: true,
    },
  },
  access_points: {
    name: "name",
    coded: {
      seq: true,
      ...scoped,
      name: true,
      description: true,
      authentication: true,
      policies: true,
      created_at: true,
    },
  },
  client_keys: {
    name: "id",
    coded: {
      seq: true,
      ...scoped,
      id: true,
      access_point: true,
      algorithm: true,
      certificate: true,
      not_before: true,
      not_after: true,
      created_at: true,
    },
  },
  users: {
    name: "name",
    coded: { seq: true, account: true, name: true, policies: true, groups_mac: true },
  },
  user_groups: { name: "user_name", coded: { account: true, user_name: true, group_name: true } },
  groups: { name: "name", coded: { seq: true, account: true, name: true, policies: true } },
  roles: {
    name: "name",
    coded: {
      seq: true,
      account: true,
      name: true,
      trust_policy: true,
      policies: true,
      max_session_seconds: true,
    },
  },
  access_keys: {
    name: "id",
    coded: { seq: true, account: true, id: true, user_name: true, sealed_secret: true, active: true },
  },
  recipients: {
    name: "name",
    coded: {
      seq: true,
      account: true,
      name: true,
      public_key: true,
      spec: true,
      fingerprint: true,
      note: true,
      certificate_chain: true,
      valid_until: true,
      created_at: true,
    },
  },
};

/** The columns that a table's code is over, in their order. */
export function codedColumns(table: CodedTable | ListedTable): readonly string[] {
  return columnsOf[table];
}

/** The column by which people know a row of a table. */
export function nameColumn(table: CodedTable | ListedTable): string {
  return shapes[table].name;
}

const columnsOf = Object.fromEntries(
  Object.entries(shapes).map(([table, { coded }]) => [table, Object.keys(coded)]),
) as unknown as Readonly<Record<CodedTable | ListedTable, readonly string[]>>;

/** All columns of a table. */
export function allColumns(table: CodedTable | ListedTable): readonly string[] {
  const isListed = table === "tags" || table === "user_groups";
  return isListed ? ["seq", ...codedColumns(table)] : [...codedColumns(table), "mac"];
}
