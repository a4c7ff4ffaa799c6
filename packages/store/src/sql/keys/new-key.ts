import { StoreError } from "../../errors.ts";
import type { KeyQuota, KeyWriter } from "../../keys/contract.ts";
import type { KeyRecord, KeyVersionRecord } from "../../keys/records.ts";
import type { StoreScope } from "../../scope.ts";
import type { TagRecord } from "../../tags/contract.ts";
import { isFull } from "../rows/quota.ts";
import type { Tables } from "../rows/tables.ts";
import { insertTags } from "../tags/rows.ts";
import { joinBlock } from "./blocks.ts";
import { keysIn, versionsIn } from "./visibility.ts";
import { toKeyRow, toKeyVersionRow } from "./rows.ts";

/** A key with all that it begins with. */
interface NewKey {
  readonly key: KeyRecord;
  readonly version: KeyVersionRecord;
  readonly tags: readonly TagRecord[];
}

/** Makes a key, outside instances or in one that is there. */
export async function createKey(
  tables: Tables,
  scope: StoreScope,
  { key, version, tags }: NewKey,
  { quota = {}, now }: { readonly quota?: KeyQuota | undefined; readonly now: number },
): ReturnType<KeyWriter["create"]> {
  const { account, region } = scope;
  if (
    key.instance !== null &&
    !(await tables.hold("instances", { account, region, id: key.instance })).length
  ) {
    return "no instance";
  }
  const place = { scope, instance: key.instance, now };
  const { transaction } = tables;
  if (
    (await isFull(transaction, "keys", () => keysIn(transaction, place), quota.keys)) ||
    (await isFull(transaction, "key_versions", () => versionsIn(transaction, place), quota.versions))
  ) {
    return "over quota";
  }
  await insertKey(tables, scope, key, version, tags);
  return "created";
}

/** Inserts a key with all that it begins with. */
export async function insertKey(
  tables: Tables,
  scope: StoreScope,
  key: KeyRecord,
  version: KeyVersionRecord,
  tags: readonly TagRecord[],
): Promise<void> {
  if (version.keyId !== key.id || version.id !== key.primaryVersionId) {
    throw new StoreError("refused", "The first version of a key must be its own, and its primary one.");
  }
  const tagsCode = await insertTags(tables, { scope, type: "key", id: key.id }, tags);
  const block = await joinBlock(tables.transaction, scope);
  await tables.insert("keys", { ...toKeyRow(scope, key), block, tags_mac: tagsCode });
  await tables.insert("key_versions", toKeyVersionRow(scope, version));
}
