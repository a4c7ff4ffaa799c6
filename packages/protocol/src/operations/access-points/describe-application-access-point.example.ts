import { example } from "../../examples/example.ts";
import { shownArn } from "../../examples/shown.ts";
import { describeApplicationAccessPoint } from "./describe-application-access-point.ts";

/** A sound request of DescribeApplicationAccessPoint. */
export const describeApplicationAccessPointExample = example(describeApplicationAccessPoint, {
  request: ({ accessPoint }) => ({ Name: accessPoint }),
  touches: ({ accessPoint }) => [`applicationaccesspoint/${accessPoint}`],
  answer: () => ({
    Arn: shownArn("applicationaccesspoint/shop"),
    Name: "shop",
    Description: "all that the shop needs",
    AuthenticationMethod: "ClientKey",
    Policies: `["orders"]`,
  }),
});
