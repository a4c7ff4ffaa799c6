import { updateNetworkRule } from "@keyferry/protocol";
import type { NetworkRuleRecord } from "@keyferry/store";
import { given, mustBeThere } from "../../access-points/changes.ts";
import { handle } from "../../call/handler.ts";

/** UpdateNetworkRule. */
export const updateNetworkRuleHandler = handle(updateNetworkRule, {
  resolve: async ({ Name }, lookup) => ({ rule: await lookup.access.networkRule(Name) }),
  async perform({ Name, SourcePrivateIp, Description }, _, { write }) {
    const changes = given<Pick<NetworkRuleRecord, "sources" | "description">>({
      sources: SourcePrivateIp,
      description: Description,
    });
    mustBeThere(await write.networkRules.change(Name, changes));
    return {};
  },
});
