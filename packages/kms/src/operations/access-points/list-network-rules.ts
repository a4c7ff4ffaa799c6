import { listNetworkRules } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListNetworkRules. */
export const listNetworkRulesHandler = handle(listNetworkRules, {
  resolve: (_, lookup) => ({ rules: lookup.all("network") }),
  async perform(request, _, { read }) {
    const page = pageOf(listNetworkRules, request);
    const { items, total } = await read.networkRules.list(page);
    return {
      NetworkRules: items.map(({ name, type }) => ({ Name: name, Type: type })),
      ...pageAnswer(page, total),
    };
  },
});
