import type { Updateable } from "kysely";
import type { InstanceConnection, InstanceRecord, StoreScope } from "../records.ts";
import { exact, isExactText } from "./exact-text.ts";
import { toJson } from "./json-column.ts";
import { livingKeys } from "./key-visibility.ts";
import { toInstanceRow } from "./rows.ts";
import type { InstanceRow } from "./schema.ts";
import type { SqlTransaction } from "./session.ts";

/** Which instance a caller means. */
export interface InstanceName {
  readonly scope: StoreScope;
  readonly id: string;
}

/** Inserts an instance. */
export async function insertInstance(
  transaction: SqlTransaction,
  scope: StoreScope,
  instance: InstanceRecord,
): Promise<void> {
  await transaction
    .insertInto("instances")
    .values(exact(toInstanceRow(scope, instance)))
    .execute();
}

/** Changes an instance; answers false when it is not there. */
export async function updateInstance(
  transaction: SqlTransaction,
  name: InstanceName,
  change: Updateable<InstanceRow>,
): Promise<boolean> {
  if (!isExactText(name.id)) {
    return false;
  }
  const result = await instanceOf(transaction, name).set(change).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Connects an instance; answers false when it is not there, or is connected already. */
export async function connectInstance(
  transaction: SqlTransaction,
  name: InstanceName,
  connection: InstanceConnection,
): Promise<boolean> {
  if (!isExactText(name.id)) {
    return false;
  }
  const result = await instanceOf(transaction, name)
    .where("instances.connection", "is", null)
    .set({ connection: toJson(connection) })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes an instance, unless there are keys in it. */
export async function deleteInstance(
  transaction: SqlTransaction,
  { scope, id }: InstanceName,
  now: number,
): Promise<"deleted" | "holds keys" | "not found"> {
  if (!isExactText(id)) {
    return "not found";
  }
  // A key that another transaction makes in it meanwhile refers to it: then the database refuses to delete it.
  const key = await livingKeys(transaction, scope, now)
    .where("keys.instance", "=", id)
    .select("keys.seq")
    .limit(1)
    .executeTakeFirst();
  if (key !== undefined) {
    return "holds keys";
  }
  await releaseKeys(transaction, { scope, id });
  const result = await transaction
    .deleteFrom("instances")
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("id", "=", id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n ? "deleted" : "not found";
}

/** Takes keys that are gone, and their names, out of an instance. They stay for the purge, which must tell versions. */
async function releaseKeys(transaction: SqlTransaction, { scope, id }: InstanceName): Promise<void> {
  await transaction
    .updateTable("keys")
    .set({ instance: null, policy: null })
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("instance", "=", id)
    .execute();
  await transaction
    .updateTable("aliases")
    .set({ instance: null })
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("instance", "=", id)
    .execute();
}

function instanceOf(transaction: SqlTransaction, { scope, id }: InstanceName) {
  return transaction
    .updateTable("instances")
    .where("instances.account", "=", scope.account)
    .where("instances.region", "=", scope.region)
    .where("instances.id", "=", id);
}
