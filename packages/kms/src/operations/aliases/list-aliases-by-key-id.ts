import { listAliasesByKeyId } from "@keyferry/protocol";
import { aliasRowOf } from "../../aliases/alias-row.ts";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListAliasesByKeyId. */
export const listAliasesByKeyIdHandler = handle(listAliasesByKeyId, {
  resolve: async ({ KeyId }, lookup) => ({ named: await lookup.byId(KeyId) }),
  async perform(request, { named }, { scope, read }) {
    const page = pageOf(listAliasesByKeyId, request);
    const { items, total } = await read.aliases.list(page, named.key.id);
    return { Aliases: items.map((alias) => aliasRowOf(scope, alias)), ...pageAnswer(page, total) };
  },
});
