import { listPolicies } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { longPage, pageAnswer, pageOf } from "../../call/page.ts";

/** ListPolicies. */
export const listPoliciesHandler = handle(listPolicies, {
  resolve: (_, lookup) => ({ policies: lookup.all("policy") }),
  async perform(request, _, { read }) {
    const paging = longPage(request);
    const { items, total } = await read.accessPolicies.list(pageOf(paging));
    return { Policies: items.map(({ name }) => ({ Name: name })), ...pageAnswer(paging, total) };
  },
});
