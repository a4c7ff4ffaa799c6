import { example } from "../../examples/example.ts";
import { shownPage } from "../../examples/shown.ts";
import { listPolicies } from "./list-policies.ts";

/** A sound request of ListPolicies. */
export const listPoliciesExample = example(listPolicies, {
  request: () => ({}),
  touches: () => ["policy"],
  answer: () => ({ Policies: ["orders", "returns"].map((Name) => ({ Name })), ...shownPage }),
});
