import type { AliasRecord, KeyState, StoreScope } from "../records.ts";
import { exact, isExactText } from "./exact-text.ts";
import { livingAliases, livingKeys } from "./key-visibility.ts";
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

/** A name, the key that is to have it, and the one that has it until then. */
export interface AliasMove {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Moves a name from one key to another. A key that cannot be used is told before a name that its key has not. */
export async function updateAlias(
  transaction: SqlTransaction,
  scope: StoreScope,
  { name, from, to }: AliasMove,
  keyStates: readonly KeyState[],
  now: number,
): Promise<"updated" | "no alias" | "another key's" | "key not usable"> {
  const key = await holdUsableKey(transaction, { scope, id: to, states: keyStates, now });
  if (key === undefined) {
    return "key not usable";
  }
  const holder = await holderOf(transaction, scope, name, now);
  if (holder !== from) {
    return holder === undefined ? "no alias" : "another key's";
  }
  const result = await transaction
    .updateTable("aliases")
    .set({ key_id: to, instance: key.instance })
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("name", "=", name)
    .where("key_id", "=", from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n ? "updated" : "another key's";
}

/** Takes a name away from a key that is still there. */
export async function deleteAlias(
  transaction: SqlTransaction,
  scope: StoreScope,
  name: string,
  keyId: string,
  now: number,
): Promise<"deleted" | "no alias" | "another key's"> {
  const holder = await holderOf(transaction, scope, name, now);
  if (holder !== keyId) {
    return holder === undefined ? "no alias" : "another key's";
  }
  const result = await transaction
    .deleteFrom("aliases")
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("name", "=", name)
    .where("key_id", "=", keyId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n ? "deleted" : "another key's";
}

/** The id of the key that a name has; undefined when no key that is still there has it. */
async function holderOf(
  transaction: SqlTransaction,
  scope: StoreScope,
  name: string,
  now: number,
): Promise<string | undefined> {
  if (!isExactText(name)) {
    return undefined;
  }
  const row = await livingAliases(transaction, scope, now)
    .where("aliases.name", "=", name)
    .select("aliases.key_id")
    .executeTakeFirst();
  return row?.key_id;
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
