import { example } from "../../examples/example.ts";
import { setKeyPolicy } from "./set-key-policy.ts";

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

/** A sound request of SetKeyPolicy. */
export const setKeyPolicyExample = example(setKeyPolicy, {
  request: ({ key, account }) => ({ KeyId: key.KeyId, Policy: JSON.stringify(openTo(account)) }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
