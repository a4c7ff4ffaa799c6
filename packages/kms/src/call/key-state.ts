import { allowedStates, serviceError, type Operation } from "@keyferry/protocol";
import type { KeyStateChange, ScopedWriters } from "@keyferry/store";
import type { KeyTarget } from "./targets.ts";

/** What becomes of a key's state. */
type NextState = Pick<KeyStateChange, "to" | "withoutMaterial"> & Partial<Pick<KeyStateChange, "deleteAt">>;

/**
 * Changes a key's state from any of those in which its operation is allowed. The store compares and sets, so that of two
 * calls at once only one that is still allowed takes effect.
 *
 * @throws ServiceError `Rejected.StateModifiedFailed`
 */
export async function changeKeyState(
  { states }: Operation,
  { key }: KeyTarget,
  { deleteAt = null, ...next }: NextState,
  write: ScopedWriters,
): Promise<void> {
  const changed = await write.keys.changeState(key.id, { from: allowedStates(states), deleteAt, ...next });
  if (!changed) throw serviceError("Rejected.StateModifiedFailed");
}
