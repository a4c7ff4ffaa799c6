import { example } from "../../examples/example.ts";
import { updateApplicationAccessPoint } from "./update-application-access-point.ts";

/** A sound request of UpdateApplicationAccessPoint. */
export const updateApplicationAccessPointExample = example(updateApplicationAccessPoint, {
  request: ({ accessPoint }) => ({ Name: accessPoint, Policies: [] }),
  touches: ({ accessPoint }) => [`applicationaccesspoint/${accessPoint}`],
  answer: () => ({}),
});
