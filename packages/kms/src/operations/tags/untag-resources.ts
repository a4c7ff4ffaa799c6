import { untagResources } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { findTagged } from "../../tags/find-tagged.ts";
import { removeTags } from "../../tags/tagged.ts";

/** UntagResources. Keys of tags that are not there are no matter; without keys, and without All, nothing goes. */
export const untagResourcesHandler = handle(untagResources, {
  resolve: ({ ResourceType, ResourceId }, lookup) => findTagged(ResourceType, ResourceId, lookup),
  async perform({ TagKey = [], All = false }, targets, { write }) {
    await removeTags(untagResources, targets, TagKey.length === 0 && All ? "all" : TagKey, write);
    return {};
  },
});
