import type { StoreScope, TaggedResource, TaggedType, TagRecord } from "@keyferry/store";
import { isLiving } from "../state/living.ts";
import { must } from "../state/put.ts";
import { nameIn, nameOf, type Held, type State } from "../state/state.ts";

/** The tags of a resource, which may be gone. */
export function tagsOf(state: State, scope: StoreScope, type: TaggedType, id: string): readonly TagRecord[] {
  return state.tags.get(nameOfTags(scope, type, id))?.record.tags ?? [];
}

/** Puts other tags in the place of those that a resource has. */
export function replaceTags(
  state: State,
  { account, region }: StoreScope,
  { type, id, tags }: TaggedResource & { readonly type: TaggedType },
): void {
  const scope = { account, region };
  const name = nameOfTags(scope, type, id);
  if (tags.length === 0) state.tags.delete(name);
  else state.tags.set(name, { scope, record: { type, id, tags: structuredClone(tags) } });
}

/**
 * Gives a resource its first tags.
 *
 * @throws {StoreError} `refused` when the resource is not there, has some already, or would have one twice
 */
export function insertTags(
  state: State,
  scope: StoreScope,
  resource: TaggedResource & { readonly type: TaggedType },
): void {
  const { type, id, tags } = resource;
  must(resourcesOf(state, type).has(nameIn(scope, id)), `Tags are of a ${type} that is not there: ${id}`);
  must(tagsOf(state, scope, type, id).length === 0, `The ${type} ${id} has tags already.`);
  must(new Set(tags.map(({ key }) => key)).size === tags.length, `The ${type} ${id} has a tag twice.`);
  replaceTags(state, scope, resource);
}

/** Takes all tags of a resource away. */
export function deleteTags(state: State, scope: StoreScope, type: TaggedType, id: string): void {
  state.tags.delete(nameOfTags(scope, type, id));
}

/** What of a resource decides whether its tags may be read and changed. */
type Resource = Held<
  ({ readonly id: string } | { readonly name: string }) & {
    readonly state?: string;
    readonly deleteAt?: number | null;
  }
>;

/** What tags call a resource: a secret has no other id than its name. */
export function idOf({ record }: Resource): string {
  return "id" in record ? record.id : record.name;
}

/** The resources of a type in all scopes, by name. */
export function resourcesOf(state: State, type: TaggedType): ReadonlyMap<string, Resource> {
  return { key: state.keys, secret: state.secrets, instance: state.instances }[type];
}

/** A resource that is still there. */
export function livingResource(
  state: State,
  scope: StoreScope,
  { type, id }: { readonly type: TaggedType; readonly id: string },
  now: number,
): Resource | undefined {
  const found = resourcesOf(state, type).get(nameIn(scope, id));
  return found !== undefined && isLiving(found, now) ? found : undefined;
}

function nameOfTags({ account, region }: StoreScope, type: TaggedType, id: string): string {
  return nameOf(account, region, type, id);
}
