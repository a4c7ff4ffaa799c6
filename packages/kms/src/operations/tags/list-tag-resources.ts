import { listTagResources, type AnswerOf, type RequestOf } from "@keyferry/protocol";
import type { ScopedReaders, TaggedResource, TaggedType, TagListing, WantedTag } from "@keyferry/store";
import type { Container } from "../../call/arn.ts";
import { handle } from "../../call/handler.ts";
import type { Target } from "../../call/targets.ts";
import { refuseDuplicates } from "../../tags/checked-tags.ts";
import { findTagged } from "../../tags/find-tagged.ts";
import { idsOf } from "../../tags/tagged.ts";

type Answer = AnswerOf<typeof listTagResources>;

/** Rows of a page at most: it ends before a resource whose tags would be more. */
const maxRows = 200;

/** What is asked about all resources of a type. */
const containers = { key: "key", secret: "secret", instance: "keystore" } as const satisfies Readonly<
  Record<TaggedType, Container>
>;

/** ListTagResources. Without ids it asks about all resources of the type. */
export const listTagResourcesHandler = handle(listTagResources, {
  async resolve({ ResourceType, ResourceId }, lookup): Promise<Readonly<Record<string, Target>>> {
    if (ResourceId === undefined) return { all: lookup.all(containers[ResourceType]) };
    return findTagged(ResourceType, ResourceId, lookup);
  },

  async perform({ ResourceType, ResourceId, Tag: wire = [], NextToken }, targets, { read }) {
    refuseDuplicates(wire);
    const wanted = wire.map(({ Key: key, Value: value }) => ({ key, value }));
    const after = NextToken === undefined ? 0 : Number.parseInt(NextToken, 16);
    const page =
      ResourceId === undefined
        ? await read.tags.list(ResourceType, wanted, { after, maxTags: maxRows })
        : await namedPage(ResourceType, idsOf(targets), { wanted, after }, read);
    return toAnswer(ResourceType, page);
  },
});

/** A page of the resources that are named, in that order; a place in it is one in the names. */
async function namedPage(
  type: TaggedType,
  ids: readonly string[],
  { wanted, after }: { readonly wanted: readonly WantedTag[]; readonly after: number },
  read: ScopedReaders,
): Promise<TagListing> {
  const items: TaggedResource[] = [];
  let held = 0;
  for (const [place, id] of ids.entries()) {
    if (place < after) continue;
    const tags = await read.tags.of(type, id);
    const has = (tag: WantedTag): boolean =>
      tags.some(({ key, value }) => key === tag.key && (tag.value ?? value) === value);
    if (!wanted.every(has)) continue;
    if (held + tags.length > maxRows) return { items, next: place };
    items.push({ id, tags });
    held += tags.length;
  }
  return { items, next: null };
}

function toAnswer(
  ResourceType: RequestOf<typeof listTagResources>["ResourceType"],
  page: TagListing,
): Answer {
  const TagResources = page.items.flatMap(({ id: ResourceId, tags }) =>
    tags.map(({ key: TagKey, value: TagValue }) => ({ ResourceId, ResourceType, TagKey, TagValue })),
  );
  const { next } = page;
  return { TagResources, ...(next !== null && { NextToken: next.toString(16).padStart(16, "0") }) };
}
