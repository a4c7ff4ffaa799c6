import { example } from "../../examples/example.ts";
import { setSecretPolicy } from "./set-secret-policy.ts";

const openTo = (account: string) => ({
  Version: "1",
  Statement: [
    {
      Effect: "Allow",
      Principal: { RAM: [`acs:ram::${account}:*`] },
      Action: ["kms:*"],
      Resource: ["*"],
    },
  ],
});

/** A sound request of SetSecretPolicy. */
export const setSecretPolicyExample = example(setSecretPolicy, {
  request: ({ secret, account }) => ({
    SecretName: secret.SecretName,
    Policy: JSON.stringify(openTo(account)),
  }),
  touches: ({ secret }) => [`secret/${secret.SecretName}`],
  answer: () => ({}),
});
