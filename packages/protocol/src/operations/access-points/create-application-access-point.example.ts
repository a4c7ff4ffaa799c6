import { example } from "../../examples/example.ts";
import { shownArn } from "../../examples/shown.ts";
import { createApplicationAccessPoint } from "./create-application-access-point.ts";

/** A sound request of CreateApplicationAccessPoint. */
export const createApplicationAccessPointExample = example(createApplicationAccessPoint, {
  request: ({ newName }) => ({ Name: newName, Policies: ["orders", "returns"] }),
  touches: ({ newName }) => [`applicationaccesspoint/${newName}`],
  answer: () => ({
    Arn: shownArn("applicationaccesspoint/shop"),
    Name: "shop",
    Description: "all that the shop needs",
    AuthenticationMethod: "ClientKey",
    Policies: `["orders","returns"]`,
  }),
});
