import { example } from "../../examples/example.ts";
import { updatePolicy } from "./update-policy.ts";

/** A sound request of UpdatePolicy. */
export const updatePolicyExample = example(updatePolicy, {
  request: ({ accessPolicy }) => ({ Name: accessPolicy, Permissions: [], Resources: ["key/a*"] }),
  touches: ({ accessPolicy }) => [`policy/${accessPolicy}`],
  answer: () => ({}),
});
