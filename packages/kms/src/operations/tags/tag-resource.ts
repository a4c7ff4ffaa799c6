import { tagResource } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { findOneTagged } from "../../tags/find-tagged.ts";
import { putTags } from "../../tags/tagged.ts";

/** TagResource. */
export const tagResourceHandler = handle(tagResource, {
  resolve: findOneTagged,
  async perform({ Tags }, targets, { write }) {
    const tags = Tags.map(({ TagKey: key, TagValue: value }) => ({ key, value }));
    await putTags(tagResource, targets, tags, write);
    return {};
  },
});
