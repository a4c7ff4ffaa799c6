import type { KeyVersionRecord } from "../../keys/records.ts";
import type { StoreScope } from "../../scope.ts";
import type { AddVersionOptions, KeyWriter } from "../../keys/contract.ts";
import { isDueForRotation } from "../../keys/rotation.ts";
import { isFull } from "../rows/quota.ts";
import { rotationColumns } from "./rotation.ts";
import { toKeyRecord, toKeyVersionRow } from "./rows.ts";
import type { SqlTransaction, Tables } from "../rows/tables.ts";
import { holdUsableKey } from "./usable-key.ts";
import { versionsIn } from "./visibility.ts";

/** Gives a key another version. A key that cannot be used is told before one that has too many. */
export async function addVersion(
  tables: Tables,
  scope: StoreScope,
  version: KeyVersionRecord,
  { makePrimary, keyStates, maxVersions, quota, dueBy, primary }: AddVersionOptions,
  now: number,
): ReturnType<KeyWriter["addVersion"]> {
  // Held before its versions are counted, so that nobody adds one in between.
  const key = await holdUsableKey(tables, { scope, id: version.keyId, states: keyStates, now });
  if (key === undefined || (dueBy !== undefined && !isDueForRotation(toKeyRecord(key), dueBy))) {
    return "key not usable";
  }
  if (primary !== undefined && key.primary_version_id !== primary) return "key not usable";
  if ((await countVersions(tables.transaction, scope, version.keyId)) >= maxVersions) {
    return "too many versions";
  }
  const { transaction } = tables;
  const place = { scope, instance: key.instance, now };
  if (await isFull(transaction, "key_versions", () => versionsIn(transaction, place), quota)) {
    return "over quota";
  }
  await tables.insert("key_versions", toKeyVersionRow(scope, version));
  await tables.change("keys", key, {
    ...rotationColumns(version.createdAt, key.rotation_interval),
    ...(makePrimary && { primary_version_id: version.id }),
  });
  return "added";
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
