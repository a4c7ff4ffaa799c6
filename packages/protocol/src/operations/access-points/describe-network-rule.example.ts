import { example } from "../../examples/example.ts";
import { shownArn } from "../../examples/shown.ts";
import { describeNetworkRule } from "./describe-network-rule.ts";

/** A sound request of DescribeNetworkRule. */
export const describeNetworkRuleExample = example(describeNetworkRule, {
  request: ({ networkRule }) => ({ Name: networkRule }),
  touches: ({ networkRule }) => [`network/${networkRule}`],
  answer: () => ({
    Arn: shownArn("network/office"),
    Type: "Private",
    Description: "where people work",
    SourcePrivateIp: `["10.10.10.10/24"]`,
  }),
});
