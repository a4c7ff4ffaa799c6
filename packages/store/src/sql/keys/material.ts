import { equalBytes } from "@keyferry/bytes";
import type { MaterialChange, ScopedKeyId } from "../../keys/contract.ts";
import type { KeyState } from "../../keys/records.ts";
import { scopeOf } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import type { Tables } from "../rows/tables.ts";
import { holdUsableKey, type UsableKey } from "./usable-key.ts";

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
  { versionId, from, to, expiresAt, states }: MaterialChange,
): Promise<boolean> {
  const key = await holdUsableKey(tables, usable);
  const state = key && states[key.state];
  if (key === undefined || state === undefined) return false;
  const { account, region } = usable.scope;
  const asked = { account, region, key_id: key.id, id: versionId };
  const [version] = await tables.hold("key_versions", asked);
  if (version === undefined || !equalBytes(version.material, from)) return false;
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
