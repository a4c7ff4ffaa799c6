export { createNetworkRule } from "./create-network-rule.ts";
export { deleteNetworkRule } from "./delete-network-rule.ts";
export { describeNetworkRule } from "./describe-network-rule.ts";
export { listNetworkRules } from "./list-network-rules.ts";
export { updateNetworkRule } from "./update-network-rule.ts";
