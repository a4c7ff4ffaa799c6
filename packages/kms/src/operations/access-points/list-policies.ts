import { listPolicies } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListPolicies. */
export const listPoliciesHandler = handle(listPolicies, {
  resolve: (_, lookup) => ({ policies: lookup.all("policy") }),
  async perform(request, _, { read }) {
    const page = pageOf(listPolicies, request);
    const { items, total } = await read.accessPolicies.list(page);
    return { Policies: items.map(({ name }) => ({ Name: name })), ...pageAnswer(page, total) };
  },
});
