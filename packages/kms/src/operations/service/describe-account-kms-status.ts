import { describeAccountKmsStatus } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** DescribeAccountKmsStatus. KMS is open for every account that there is: nobody has bills to pay. */
export const describeAccountKmsStatusHandler = handle(describeAccountKmsStatus, {
  resolve: (_, lookup) => ({ everything: lookup.all("*") }),
  perform: () => ({ AccountStatus: "Enabled" as const }),
});
