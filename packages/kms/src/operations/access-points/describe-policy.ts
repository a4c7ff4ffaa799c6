import { describePolicy } from "@keyferry/protocol";
import { policyAnswer } from "../../access-points/policy-answer.ts";
import { handle } from "../../call/handler.ts";

/** DescribePolicy. */
export const describePolicyHandler = handle(describePolicy, {
  resolve: async ({ Name }, lookup) => ({ policy: await lookup.access.policy(Name) }),
  perform: (_, { policy }) => ({
    ...policyAnswer(policy),
    Permissions: [...policy.record.permissions],
    Resources: [...policy.record.resources],
  }),
});
