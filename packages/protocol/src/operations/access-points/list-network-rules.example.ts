import { example } from "../../examples/example.ts";
import { shownPage } from "../../examples/shown.ts";
import { listNetworkRules } from "./list-network-rules.ts";

/** A sound request of ListNetworkRules. */
export const listNetworkRulesExample = example(listNetworkRules, {
  request: () => ({}),
  touches: () => ["network"],
  answer: () => ({
    NetworkRules: ["office", "factory"].map((Name) => ({ Name, Type: "Private" })),
    ...shownPage,
  }),
});
