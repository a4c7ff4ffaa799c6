import type { KeyState } from "../../keys/records.ts";
import type { StoreScope } from "../../scope.ts";
import type { Row } from "../rows/coded-tables.ts";
import { isLivingRow } from "../rows/living-row.ts";
import type { Tables } from "../rows/tables.ts";

/** Which key a caller may change, and when. */
export interface UsableKey {
  readonly scope: StoreScope;
  readonly id: string;
  /** The states in which the key may be. */
  readonly states: readonly KeyState[];
  /** Whether it must not be protected from deletion. Default: it may be. */
  readonly unprotected?: boolean;
  /** Milliseconds since the epoch: a key whose time of deletion has come by then is gone. */
  readonly now: number;
}

/**
 * Finds a key, gone or not, and keeps it so until the transaction ends: whoever would change it, or hold it as well,
 * waits.
 *
 * @throws {StoreError} `tampered`
 */
export async function holdKey(
  tables: Tables,
  { account, region }: StoreScope,
  id: string,
): Promise<Row<"keys"> | undefined> {
  return (await tables.hold("keys", { account, region, id }))[0];
}

/**
 * Finds a key that is still there, in one of the states, and holds it: of two callers only one wins.
 *
 * @throws {StoreError} `tampered`
 */
export async function holdUsableKey(
  tables: Tables,
  { scope, id, states, unprotected = false, now }: UsableKey,
): Promise<Row<"keys"> | undefined> {
  const key = await holdKey(tables, scope, id);
  if (key === undefined || !states.includes(key.state) || !isLivingRow(key, now)) return undefined;
  return unprotected && key.deletion_protection !== null ? undefined : key;
}

/**
 * Changes a key that is still there, in one of the states; answers false for any other.
 *
 * @throws {StoreError} `tampered`
 */
export async function changeUsableKey(
  tables: Tables,
  key: UsableKey,
  change: Partial<Row<"keys">>,
): Promise<boolean> {
  const held = await holdUsableKey(tables, key);
  if (held === undefined) {
    return false;
  }
  await tables.change("keys", held, change);
  return true;
}
