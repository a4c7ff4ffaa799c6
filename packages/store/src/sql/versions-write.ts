import type { KeyVersionRecord, StoreScope } from "../records.ts";
import type { AddVersionOptions } from "../store.ts";
import { exact } from "./exact-text.ts";
import { toKeyVersionRow } from "./rows.ts";
import type { SqlTransaction } from "./session.ts";
import { holdUsableKey, updateUsableKey } from "./usable-key.ts";

/** Gives a key another version. A key that cannot be used is told before one that has too many. */
export async function addVersion(
  transaction: SqlTransaction,
  scope: StoreScope,
  version: KeyVersionRecord,
  { makePrimary, keyStates, maxVersions }: AddVersionOptions,
  now: number,
): Promise<"added" | "key not usable" | "too many versions"> {
  const key = { scope, id: version.keyId, states: keyStates, now };
  // Held before its versions are counted, so that nobody adds one in between.
  if ((await holdUsableKey(transaction, key)) === undefined) {
    return "key not usable";
  }
  if ((await countVersions(transaction, scope, version.keyId)) >= maxVersions) {
    return "too many versions";
  }
  await insertVersion(transaction, scope, version);
  if (makePrimary) {
    await updateUsableKey(transaction, key, { primary_version_id: version.id });
  }
  return "added";
}

/** Inserts a version of a key that is there. */
export async function insertVersion(
  transaction: SqlTransaction,
  scope: StoreScope,
  version: KeyVersionRecord,
): Promise<void> {
  await transaction
    .insertInto("key_versions")
    .values(exact(toKeyVersionRow(scope, version)))
    .execute();
}

async function countVersions(transaction: SqlTransaction, scope: StoreScope, keyId: string): Promise<number> {
  const { total } = await transaction
    .selectFrom("key_versions")
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("key_id", "=", keyId)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}
