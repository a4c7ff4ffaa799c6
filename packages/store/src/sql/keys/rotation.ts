import { StoreError } from "../../errors.ts";
import type { KeysToRotate, ScopedKey } from "../../keys/contract.ts";
import { rotationFrom } from "../../keys/rotation.ts";
import { scopeOf } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { Tables } from "../rows/tables.ts";
import { toKeyRecord } from "./rows.ts";
import { holdUsableKey, type UsableKey } from "./usable-key.ts";

/** The columns of a key's rotation, when its newest version was made at a time. */
export function rotationColumns(
  rotatedAt: number,
  intervalSeconds: number | null,
): Pick<Row<"keys">, "rotated_at" | "rotation_interval" | "rotate_at"> {
  const rotation = rotationFrom(rotatedAt, intervalSeconds);
  return {
    rotated_at: rotatedAt,
    rotation_interval: intervalSeconds,
    rotate_at: rotation?.nextAt ?? null,
  };
}

/** Sets the rotation of a key that can be used; answers false for any other. */
export async function setRotation(
  tables: Tables,
  key: UsableKey,
  intervalSeconds: number | null,
): Promise<boolean> {
  const held = await holdUsableKey(tables, key);
  if (held === undefined) {
    return false;
  }
  await tables.change("keys", held, rotationColumns(held.rotated_at, intervalSeconds));
  return true;
}

/** The keys of all scopes whose next version is due, that for the longest time first. */
export async function dueForRotation(session: SqlSession, now: number): Promise<KeysToRotate> {
  const rows = await session.read((database) =>
    database
      .selectFrom("keys")
      .selectAll()
      .where("state", "=", "Enabled")
      .where("rotate_at", "<=", now)
      .orderBy("rotate_at")
      .orderBy("seq")
      .execute(),
  );
  const keys: ScopedKey[] = [];
  const refused: StoreError[] = [];
  for (const row of rows) {
    try {
      keys.push({ scope: scopeOf(row), key: toKeyRecord(session.codes.check("keys", row, {})) });
    } catch (error) {
      if (!(error instanceof StoreError)) {
        throw error;
      }
      refused.push(error);
    }
  }
  return { keys, refused };
}
