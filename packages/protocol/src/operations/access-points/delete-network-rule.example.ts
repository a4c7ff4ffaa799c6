import { example } from "../../examples/example.ts";
import { deleteNetworkRule } from "./delete-network-rule.ts";

/** A sound request of DeleteNetworkRule. */
export const deleteNetworkRuleExample = example(deleteNetworkRule, {
  request: ({ networkRule }) => ({ Name: networkRule }),
  touches: ({ networkRule }) => [`network/${networkRule}`],
  answer: () => ({}),
});
