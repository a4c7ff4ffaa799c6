import { listKeyVersions } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { keyVersionOf } from "../../keys/key-version.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListKeyVersions. */
export const listKeyVersionsHandler = handle(listKeyVersions, {
  resolve: async ({ KeyId }, lookup) => ({ listed: await lookup.byName(KeyId) }),
  async perform(request, { listed }, { read }) {
    const page = pageOf(listKeyVersions, request);
    const { items, total } = await read.keys.listVersions(listed.key.id, page);
    return { KeyVersions: items.map(keyVersionOf), ...pageAnswer(page, total) };
  },
});
