import { listKeyVersions } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { keyVersionOf } from "../../keys/key-version.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListKeyVersions. */
export const listKeyVersionsHandler = handle(listKeyVersions, {
  resolve: async ({ KeyId }, lookup) => ({ listed: await lookup.byName(KeyId) }),
  async perform(request, { listed }, { read }) {
    const { items, total } = await read.keys.listVersions(listed.key.id, pageOf(request));
    return { KeyVersions: items.map(keyVersionOf), ...pageAnswer(request, total) };
  },
});
