import type { KeyStateChange, MaterialChange, ScopedKeyId } from "../../keys/contract.ts";
import { isSameMaterial } from "../../keys/imported.ts";
import { hasExpired, stateAfter } from "../../view/look-up.ts";
import { noMaterial, type KeyState } from "../../keys/records.ts";
import { scopeOf } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { Tables } from "../rows/tables.ts";
import { holdUsableKey, type UsableKey } from "./usable-key.ts";

/**
 * Changes the state of a key that can be used, as its material will have it; answers false for any other.
 *
 * @throws {StoreError} `tampered`
 */
export async function changeState(
  tables: Tables,
  usable: UsableKey,
  { to, withoutMaterial, deleteAt }: KeyStateChange,
): Promise<boolean> {
  const key = await holdUsableKey(tables, { ...usable, unprotected: to === "PendingDeletion" });
  if (key === undefined) return false;
  const isWaiting = withoutMaterial !== undefined && !(await hasMaterial(tables, usable, key));
  await tables.change("keys", key, { state: isWaiting ? withoutMaterial : to, delete_at: deleteAt });
  return true;
}

async function hasMaterial(tables: Tables, { scope }: UsableKey, key: Row<"keys">): Promise<boolean> {
  const { account, region } = scope;
  const asked = { account, region, key_id: key.id, id: key.primary_version_id };
  const [version] = await tables.hold("key_versions", asked);
  return version !== undefined && version.custody !== noMaterial.custody;
}

/** The states in which a key may be for its material to be changed. */
export function statesOf({ states }: MaterialChange): readonly KeyState[] {
  return Object.keys(states) as KeyState[];
}

/**
 * Changes the material of a version; answers false where key or version are not as they must be.
 *
 * @throws {StoreError} `tampered`
 */
export async function changeMaterial(
  tables: Tables,
  usable: UsableKey,
  change: MaterialChange,
): Promise<boolean> {
  const { versionId, from, to, expiresAt, expiredBy } = change;
  const key = await holdUsableKey(tables, usable);
  if (key === undefined) return false;
  const { material_expires_at: materialExpiresAt } = key;
  const state = stateAfter(change, { state: key.state, materialExpiresAt });
  if (state === undefined) return false;
  if (expiredBy !== undefined && !hasExpired({ materialExpiresAt }, expiredBy)) return false;
  const { account, region } = usable.scope;
  const asked = { account, region, key_id: key.id, id: versionId };
  const [version] = await tables.hold("key_versions", asked);
  if (version === undefined || !isSameMaterial(version, from)) return false;
  await tables.change("key_versions", version, { ...to });
  await tables.change("keys", key, { state, material_expires_at: expiresAt });
  return true;
}

/** The keys of all scopes whose material has expired. What is read of them afterwards is checked. */
export async function materialExpired(session: SqlSession, now: number): Promise<readonly ScopedKeyId[]> {
  const rows = await session.read((database) =>
    database
      .selectFrom("keys")
      .select(["account", "region", "id"])
      .where("material_expires_at", "<=", now)
      .orderBy("seq")
      .execute(),
  );
  return rows.map((row) => ({ scope: scopeOf(row), keyId: row.id }));
}
