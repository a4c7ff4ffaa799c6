import type { BoundVpc, InstanceConnection, InstancePlan, InstanceRecord } from "../../instances/records.ts";
import { scopeOf, type StoreScope } from "../../scope.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { NewRow } from "../rows/tables.ts";
import { fromJson, toJson } from "../values/json-column.ts";

/** Reads a whole row of `instances`. */
export function toInstanceRecord(row: Row<"instances">): InstanceRecord {
  return {
    id: row.id,
    name: row.name,
    publicAccess: row.public_access === 1,
    createdAt: row.created_at,
    connection: row.connection === null ? null : (fromJson(row.connection) as InstanceConnection),
    boundVpcs: fromJson(row.bound_vpcs) as readonly BoundVpc[],
    plan: fromJson(row.plan) as InstancePlan,
    deletionProtection: row.deletion_protection,
  };
}

/** Writes an instance into its scope. */
export function toInstanceRow(
  scope: StoreScope,
  instance: InstanceRecord,
): Omit<NewRow<"instances">, "tags_mac"> {
  const { id, name, publicAccess, createdAt, connection, boundVpcs, plan, deletionProtection } = instance;
  return {
    ...scopeOf(scope),
    id,
    name,
    public_access: publicAccess ? 1 : 0,
    created_at: createdAt,
    connection: connection === null ? null : toJson(connection),
    bound_vpcs: toJson(boundVpcs),
    plan: toJson(plan),
    deletion_protection: deletionProtection,
  };
}
