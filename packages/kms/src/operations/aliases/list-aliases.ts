import { listAliases } from "@keyferry/protocol";
import { aliasRowOf } from "../../aliases/alias-row.ts";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListAliases. */
export const listAliasesHandler = handle(listAliases, {
  resolve: (_, lookup) => ({ aliases: lookup.all("alias") }),
  async perform(request, _, { scope, read }) {
    const page = pageOf(listAliases, request);
    const { items, total } = await read.aliases.list(page);
    return { Aliases: items.map((alias) => aliasRowOf(scope, alias)), ...pageAnswer(page, total) };
  },
});
