import { example } from "../../examples/example.ts";
import { updateNetworkRule } from "./update-network-rule.ts";

/** A sound request of UpdateNetworkRule. */
export const updateNetworkRuleExample = example(updateNetworkRule, {
  request: ({ networkRule }) => ({ Name: networkRule, SourcePrivateIp: [], Description: "nobody" }),
  touches: ({ networkRule }) => [`network/${networkRule}`],
  answer: () => ({}),
});
