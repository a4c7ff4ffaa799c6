import { allowedStates, maxTags, serviceError, type Operation } from "@keyferry/protocol";
import type { ScopedWriters, TagChange, TaggedType, TagRecord } from "@keyferry/store";
import type { Target } from "../call/targets.ts";

/** A resource whose tags a call reads or changes. */
export interface TaggedTarget extends Target {
  readonly tagged: { readonly type: TaggedType; readonly id: string };
}

/** All of them are of one type. */
export type TaggedTargets = Readonly<Record<string, TaggedTarget>>;

/** The ids of resources, each once: a caller may name one twice, or by its id and its ARN. */
export function idsOf(targets: Readonly<Record<string, Target | TaggedTarget>>): readonly string[] {
  const ids = Object.values(targets).flatMap((target) => ("tagged" in target ? [target.tagged.id] : []));
  return [...new Set(ids)];
}

/**
 * Gives resources tags, in the states in which their operation is allowed.
 *
 * @throws ServiceError `Rejected.LimitExceeded` when one would have too many, `Rejected.StateModifiedFailed` when one has
 *   changed since it was found
 */
export async function putTags(
  operation: Operation,
  targets: TaggedTargets,
  tags: readonly TagRecord[],
  write: ScopedWriters,
): Promise<void> {
  const outcome = await write.tags.put(changeOf(operation, targets), tags, maxTags);
  if (outcome === "too many tags") {
    throw serviceError("Rejected.LimitExceeded", {
      reason: `a resource has at most ${String(maxTags)} tags`,
    });
  }
  if (outcome === "not usable") throw serviceError("Rejected.StateModifiedFailed");
}

/**
 * Takes tags of resources away, in the states in which their operation is allowed.
 *
 * @throws ServiceError `Rejected.StateModifiedFailed` when one has changed since it was found
 */
export async function removeTags(
  operation: Operation,
  targets: TaggedTargets,
  tagKeys: readonly string[] | "all",
  write: ScopedWriters,
): Promise<void> {
  const outcome = await write.tags.remove(changeOf(operation, targets), tagKeys);
  if (outcome === "not usable") throw serviceError("Rejected.StateModifiedFailed");
}

function changeOf({ states }: Operation, targets: TaggedTargets): TagChange {
  const [first] = Object.values(targets);
  if (first === undefined) throw new Error("there is nothing whose tags could be changed");
  return { type: first.tagged.type, ids: idsOf(targets), states: allowedStates(states) };
}
