import { listResourceTags } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** ListResourceTags. */
export const listResourceTagsHandler = handle(listResourceTags, {
  resolve: async ({ KeyId }, lookup) => ({ listed: await lookup.byName(KeyId) }),
  async perform(_, { listed: { key } }, { read }) {
    const tags = await read.tags.of("key", key.id);
    return { Tags: tags.map(({ key: TagKey, value: TagValue }) => ({ KeyId: key.id, TagKey, TagValue })) };
  },
});
