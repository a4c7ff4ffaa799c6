import { tagResources } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { checkedTags } from "../../tags/checked-tags.ts";
import { findTagged } from "../../tags/find-tagged.ts";
import { putTags } from "../../tags/tagged.ts";

/** TagResources. */
export const tagResourcesHandler = handle(tagResources, {
  resolve: ({ ResourceType, ResourceId }, lookup) => findTagged(ResourceType, ResourceId, lookup),
  async perform({ Tag }, targets, { write }) {
    await putTags(tagResources, targets, checkedTags(Tag), write);
    return {};
  },
});
