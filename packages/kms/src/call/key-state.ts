import { allowedStates, serviceError, type KeyState, type Operation } from "@keyferry/protocol";
import type { ScopedWriters } from "@keyferry/store";
import type { KeyTarget } from "./targets.ts";

/**
 * Changes a key's state from any of those in which its operation is allowed. The store compares and sets, so that of two
 * calls at once only one that is still allowed takes effect.
 *
 * @throws ServiceError `Rejected.StateModifiedFailed`
 */
export async function changeKeyState(
  { states }: Operation,
  { key }: KeyTarget,
  { to, deleteAt = null }: { readonly to: KeyState; readonly deleteAt?: number | null },
  write: ScopedWriters,
): Promise<void> {
  const changed = await write.keys.changeState(key.id, { from: allowedStates(states), to, deleteAt });
  if (!changed) throw serviceError("Rejected.StateModifiedFailed");
}
