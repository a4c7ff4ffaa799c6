import type { Updateable } from "kysely";
import type { KeyState, StoreScope } from "../records.ts";
import { isExactText } from "./exact-text.ts";
import { isLiving } from "./key-visibility.ts";
import type { KeyRow } from "./schema.ts";
import type { SqlTransaction } from "./session.ts";

/** Which key a caller may change, and when. */
export interface UsableKey {
  readonly scope: StoreScope;
  readonly id: string;
  /** The states in which the key may be. */
  readonly states: readonly KeyState[];
  /** Milliseconds since the epoch: a key whose time of deletion has come by then is gone. */
  readonly now: number;
}

/**
 * Changes a key that is still there, in one of the states; answers false for any other. One statement: the state is
 * compared and the change made at once, so that of two callers only one wins.
 */
export async function updateUsableKey(
  transaction: SqlTransaction,
  key: UsableKey,
  change: Updateable<KeyRow>,
): Promise<boolean> {
  if (!isPossible(key)) {
    return false;
  }
  const result = await usableKey(transaction, key).set(change).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Finds a key that is still there, in one of the states, and keeps it so until the transaction ends: whoever would
 * change it, or hold it as well, waits.
 */
export async function holdUsableKey(
  transaction: SqlTransaction,
  key: UsableKey,
): Promise<{ readonly instance: string | null } | undefined> {
  if (!isPossible(key)) {
    return undefined;
  }
  // Locks the row everywhere, though it changes nothing: SQLite knows no "for update".
  return usableKey(transaction, key)
    .set((eb) => ({ state: eb.ref("keys.state") }))
    .returning("keys.instance")
    .executeTakeFirst();
}

/** No row holds a text that is not exact, and `in ()` is not SQL everywhere. */
function isPossible({ id, states }: UsableKey): boolean {
  return isExactText(id) && states.length > 0;
}

function usableKey(transaction: SqlTransaction, { scope, id, states, now }: UsableKey) {
  return transaction
    .updateTable("keys")
    .where("keys.account", "=", scope.account)
    .where("keys.region", "=", scope.region)
    .where("keys.id", "=", id)
    .where("keys.state", "in", states)
    .where(isLiving(now));
}
