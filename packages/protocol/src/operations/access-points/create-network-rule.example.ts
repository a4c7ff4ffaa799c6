import { example } from "../../examples/example.ts";
import { shownArn } from "../../examples/shown.ts";
import { createNetworkRule } from "./create-network-rule.ts";

/** A sound request of CreateNetworkRule. */
export const createNetworkRuleExample = example(createNetworkRule, {
  request: ({ newName }) => ({
    Name: newName,
    Type: "Private" as const,
    SourcePrivateIp: ["10.10.10.10/24", "192.168.17.13"],
  }),
  touches: ({ newName }) => [`network/${newName}`],
  answer: () => ({
    Arn: shownArn("network/office"),
    Name: "office",
    Type: "Private",
    Description: "where people work",
    SourcePrivateIp: `["10.10.10.10/24","192.168.17.13"]`,
  }),
});
