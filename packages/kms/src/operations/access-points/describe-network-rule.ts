import { describeNetworkRule } from "@keyferry/protocol";
import { networkRuleAnswer } from "../../access-points/network-rule-answer.ts";
import { handle } from "../../call/handler.ts";

/** DescribeNetworkRule. */
export const describeNetworkRuleHandler = handle(describeNetworkRule, {
  resolve: async ({ Name }, lookup) => ({ rule: await lookup.access.networkRule(Name) }),
  perform: (_, { rule }) => networkRuleAnswer(rule),
});
