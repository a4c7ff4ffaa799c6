import type { AliasRecord, KeyState, StoreScope } from "../records.ts";
import { exact, isExactText } from "./exact-text.ts";
import { livingKeys } from "./key-visibility.ts";
import { scopeOf } from "./rows.ts";
import type { SqlTransaction } from "./session.ts";
import { holdUsableKey } from "./usable-key.ts";

/** Gives a key a name. A key that cannot be used is told before a name that is taken. */
export async function createAlias(
  transaction: SqlTransaction,
  scope: StoreScope,
  alias: AliasRecord,
  keyStates: readonly KeyState[],
  now: number,
): Promise<"created" | "name taken" | "key not usable"> {
  const key = await holdUsableKey(transaction, { scope, id: alias.keyId, states: keyStates, now });
  if (key === undefined) {
    return "key not usable";
  }
  await freeName(transaction, scope, alias.name, now);
  return (await insertAlias(transaction, scope, alias, key.instance)) ? "created" : "name taken";
}

/** Inserts an alias; answers false when the name is taken. */
export async function insertAlias(
  transaction: SqlTransaction,
  scope: StoreScope,
  alias: AliasRecord,
  instance: string | null,
): Promise<boolean> {
  const row = {
    ...scopeOf(scope),
    instance,
    name: alias.name,
    key_id: alias.keyId,
    created_at: alias.createdAt,
  };
  const result = await transaction
    .insertInto("aliases")
    .values(exact(row))
    .onConflict((conflict) => conflict.columns(["account", "region", "name"]).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Moves a name to a key. A key that cannot be used is told before a name that no key has. */
export async function updateAlias(
  transaction: SqlTransaction,
  scope: StoreScope,
  name: string,
  keyId: string,
  keyStates: readonly KeyState[],
  now: number,
): Promise<"updated" | "no alias" | "key not usable"> {
  const key = await holdUsableKey(transaction, { scope, id: keyId, states: keyStates, now });
  if (key === undefined) {
    return "key not usable";
  }
  if (!isExactText(name)) {
    return "no alias";
  }
  const result = await transaction
    .updateTable("aliases")
    .set({ key_id: keyId, instance: key.instance })
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("name", "=", name)
    .where("key_id", "in", livingKeys(transaction, scope, now).select("keys.id"))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n ? "updated" : "no alias";
}

/** Takes a name away from its key; answers false when no key that is still there has it. */
export async function deleteAlias(
  transaction: SqlTransaction,
  scope: StoreScope,
  name: string,
  now: number,
): Promise<boolean> {
  if (!isExactText(name)) {
    return false;
  }
  const result = await transaction
    .deleteFrom("aliases")
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("name", "=", name)
    .where("key_id", "in", livingKeys(transaction, scope, now).select("keys.id"))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Takes a name away from a key that is gone. The key itself stays for the purge, which must tell its versions. */
async function freeName(
  transaction: SqlTransaction,
  scope: StoreScope,
  name: string,
  now: number,
): Promise<void> {
  await transaction
    .deleteFrom("aliases")
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("name", "=", name)
    .where("key_id", "not in", livingKeys(transaction, scope, now).select("keys.id"))
    .execute();
}
