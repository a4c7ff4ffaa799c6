import { deleteNetworkRule } from "@keyferry/protocol";
import { mustBeThere } from "../../access-points/changes.ts";
import { handle } from "../../call/handler.ts";

/** DeleteNetworkRule. */
export const deleteNetworkRuleHandler = handle(deleteNetworkRule, {
  resolve: async ({ Name }, lookup) => ({ rule: await lookup.access.networkRule(Name) }),
  async perform({ Name }, _, { write }) {
    mustBeThere(await write.networkRules.delete(Name));
    return {};
  },
});
