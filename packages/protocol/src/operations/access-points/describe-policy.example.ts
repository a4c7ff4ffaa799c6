import { example } from "../../examples/example.ts";
import { shownArn } from "../../examples/shown.ts";
import { describePolicy } from "./describe-policy.ts";

/** A sound request of DescribePolicy. */
export const describePolicyExample = example(describePolicy, {
  request: ({ accessPolicy }) => ({ Name: accessPolicy }),
  touches: ({ accessPolicy }) => [`policy/${accessPolicy}`],
  answer: () => ({
    Arn: shownArn("policy/orders"),
    Name: "orders",
    Description: "what orders need",
    KmsInstance: "shared",
    Permissions: ["RbacPermission/Template/SecretUser"],
    Resources: ["secret/orders/*", "secret/*"],
    AccessControlRules: `{ "NetworkRules": ["office"] }`,
  }),
});
