import { untagResource } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { findOneTagged } from "../../tags/find-tagged.ts";
import { removeTags } from "../../tags/tagged.ts";

/** UntagResource. Keys of tags that are not there are no matter. */
export const untagResourceHandler = handle(untagResource, {
  resolve: findOneTagged,
  async perform({ TagKeys }, targets, { write }) {
    await removeTags(untagResource, targets, TagKeys, write);
    return {};
  },
});
