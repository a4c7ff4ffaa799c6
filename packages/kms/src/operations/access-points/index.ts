export { createNetworkRuleHandler } from "./create-network-rule.ts";
export { deleteNetworkRuleHandler } from "./delete-network-rule.ts";
export { describeNetworkRuleHandler } from "./describe-network-rule.ts";
export { listNetworkRulesHandler } from "./list-network-rules.ts";
export { updateNetworkRuleHandler } from "./update-network-rule.ts";
