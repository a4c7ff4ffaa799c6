import { example } from "../../examples/example.ts";
import { deletePolicy } from "./delete-policy.ts";

/** A sound request of DeletePolicy. */
export const deletePolicyExample = example(deletePolicy, {
  request: ({ accessPolicy }) => ({ Name: accessPolicy }),
  touches: ({ accessPolicy }) => [`policy/${accessPolicy}`],
  answer: () => ({}),
});
