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

/**
 * Finds an instance and keeps it so until the transaction ends: whoever would change or delete it, or hold it as well,
 * waits.
 */
export async function holdInstance(
  transaction: SqlTransaction,
  name: InstanceName,
): Promise<{ readonly connection: string | null } | undefined> {
  if (!isExactText(name.id)) {
    return undefined;
  }
  // Locks the row everywhere, though it changes nothing: SQLite knows no "for update".
  return instanceOf(transaction, name)
    .set((eb) => ({ name: eb.ref("instances.name") }))
    .returning("instances.connection")
    .executeTakeFirst();
}

/** Connects an instance that is not connected yet. */
export async function connectInstance(
  transaction: SqlTransaction,
  name: InstanceName,
  connection: InstanceConnection,
): Promise<"connected" | "connected already" | "not found"> {
  const held = await holdInstance(transaction, name);
  if (held === undefined) {
    return "not found";
  }
  if (held.connection !== null) {
    return "connected already";
  }
  await updateInstance(transaction, name, { connection: toJson(connection) });
  return "connected";
}

/** Deletes an instance, unless there are keys in it. */
export async function deleteInstance(
  transaction: SqlTransaction,
  { scope, id }: InstanceName,
  now: number,
): Promise<"deleted" | "holds keys" | "not found"> {
  // Held before its keys are looked for, so that nobody makes one in between.
  if ((await holdInstance(transaction, { scope, id })) === undefined) {
    return "not found";
  }
  const key = await livingKeys(transaction, scope, now)
    .where("keys.instance", "=", id)
    .select("keys.seq")
    .limit(1)
    .executeTakeFirst();
  if (key !== undefined) {
    return "holds keys";
  }
  await releaseKeys(transaction, { scope, id });
  await transaction
    .deleteFrom("instances")
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("id", "=", id)
    .execute();
  return "deleted";
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
