import { example } from "../../examples/example.ts";
import { deleteApplicationAccessPoint } from "./delete-application-access-point.ts";

/** A sound request of DeleteApplicationAccessPoint. */
export const deleteApplicationAccessPointExample = example(deleteApplicationAccessPoint, {
  request: ({ accessPoint }) => ({ Name: accessPoint }),
  touches: ({ accessPoint }) => [`applicationaccesspoint/${accessPoint}`],
  answer: () => ({}),
});
