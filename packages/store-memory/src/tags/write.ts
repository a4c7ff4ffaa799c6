import { withTags, type StoreScope, type TagChange, type TagWriter } from "@keyferry/store";
import type { Session } from "../state/session.ts";
import type { State } from "../state/state.ts";
import { livingResource, replaceTags, tagsOf } from "./held-tags.ts";

/** Makes the writer of the tags of one scope. */
export function createTagWriter({ write, now }: Session, scope: StoreScope): TagWriter {
  return {
    put: (change, tags, maxTags) =>
      write((state) => {
        if (!areUsable(state, scope, change, now())) return "not usable";
        const after = change.ids.map((id) => ({
          id,
          tags: withTags(tagsOf(state, scope, change.type, id), tags),
        }));
        if (after.some((resource) => resource.tags.length > maxTags)) return "too many tags";
        for (const resource of after) replaceTags(state, scope, { type: change.type, ...resource });
        return "changed";
      }),

    remove: (change, tagKeys) =>
      write((state) => {
        if (!areUsable(state, scope, change, now())) return "not usable";
        const { type, ids } = change;
        for (const id of ids) {
          const left = tagsOf(state, scope, type, id).filter(
            ({ key }) => tagKeys !== "all" && !tagKeys.includes(key),
          );
          replaceTags(state, scope, { type, id, tags: left });
        }
        return "changed";
      }),
  };
}

/** Whether each resource is there, in one of the states; a secret that waits for its deletion is not. */
function areUsable(state: State, scope: StoreScope, { type, ids, states }: TagChange, now: number): boolean {
  return ids.every((id) => {
    const found = livingResource(state, scope, { type, id }, now);
    if (found === undefined) return false;
    const { state: keyState, deleteAt = null } = found.record;
    if (type === "secret") return deleteAt === null;
    return keyState === undefined || states.includes(keyState);
  });
}
