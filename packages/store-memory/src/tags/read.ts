import type { StoreScope, TaggedResource, TagReader, TagRecord, WantedTag } from "@keyferry/store";
import { isLiving } from "../state/living.ts";
import type { Session } from "../state/session.ts";
import { isIn } from "../state/state.ts";
import { idOf, livingResource, resourcesOf, tagsOf } from "./held-tags.ts";

/** Makes the reader of the tags of one scope. */
export function createTagReader({ read, now }: Session, scope: StoreScope): TagReader {
  return {
    of: (type, id) =>
      read((state) =>
        livingResource(state, scope, { type, id }, now()) === undefined ? [] : tagsOf(state, scope, type, id),
      ),

    list: (type, wanted, { after, maxTags }) =>
      read((state) => {
        const items: TaggedResource[] = [];
        let [place, held] = [after, 0];
        for (const resource of resourcesOf(state, type).values()) {
          if (resource.seq <= after || !isIn(scope)(resource) || !isLiving(resource, now())) continue;
          const id = idOf(resource);
          const tags = tagsOf(state, scope, type, id);
          if (tags.length === 0 || !hasAll(tags, wanted)) continue;
          if (held + tags.length > maxTags) return { items, next: place };
          items.push({ id, tags: structuredClone(tags) });
          held += tags.length;
          place = resource.seq;
        }
        return { items, next: null };
      }),
  };
}

function hasAll(tags: readonly TagRecord[], wanted: readonly WantedTag[]): boolean {
  return wanted.every((tag) =>
    tags.some(({ key, value }) => key === tag.key && (tag.value === undefined || value === tag.value)),
  );
}
