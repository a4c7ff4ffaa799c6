import { example } from "../../examples/example.ts";
import { describeAccountKmsStatus } from "./describe-account-kms-status.ts";

/** A sound request of DescribeAccountKmsStatus. */
export const describeAccountKmsStatusExample = example(describeAccountKmsStatus, {
  request: () => ({}),
  touches: () => ["*"],
  answer: () => ({ AccountStatus: "Enabled" as const }),
});
