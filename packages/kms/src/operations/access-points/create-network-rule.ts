import { createNetworkRule } from "@keyferry/protocol";
import { accessLimits, mustBeMade } from "../../access-points/changes.ts";
import { networkRuleAnswer } from "../../access-points/network-rule-answer.ts";
import { handle } from "../../call/handler.ts";

/** CreateNetworkRule. */
export const createNetworkRuleHandler = handle(createNetworkRule, {
  resolve: ({ Name }, lookup) => ({ rule: lookup.access.newNetworkRule(Name) }),
  async perform(request, { rule }, { scope, write }) {
    const { Name, Type, SourcePrivateIp = [], Description = "" } = request;
    const record = {
      name: Name,
      type: Type,
      description: Description,
      sources: SourcePrivateIp,
      createdAt: scope.time,
    };
    const max = accessLimits.networkRules;
    mustBeMade(await write.networkRules.create(record, max), max);
    return { Name, ...networkRuleAnswer({ record, resource: rule.resource }) };
  },
});
