import { example } from "../../examples/example.ts";
import { shownArn } from "../../examples/shown.ts";
import { createPolicy } from "./create-policy.ts";

/** A sound request of CreatePolicy. */
export const createPolicyExample = example(createPolicy, {
  request: ({ newName, instance }) => ({
    Name: newName,
    KmsInstance: instance,
    Permissions: ["RbacPermission/Template/CryptoServiceKeyUser" as const],
    Resources: ["key/*", "secret/orders/*"],
    AccessControlRules: `{"NetworkRules":["office"]}`,
  }),
  touches: ({ newName }) => [`policy/${newName}`],
  answer: () => ({
    Arn: shownArn("policy/orders"),
    Name: "orders",
    Description: "what orders need",
    KmsInstance: "shared",
    Permissions: `["RbacPermission/Template/SecretUser"]`,
    Resources: `["secret/orders/*"]`,
    AccessControlRules: `{ "NetworkRules": ["office"] }`,
  }),
});
