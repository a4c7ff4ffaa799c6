import { example } from "../../examples/example.ts";
import { getSecretPolicy } from "./get-secret-policy.ts";

/** A sound request of GetSecretPolicy. */
export const getSecretPolicyExample = example(getSecretPolicy, {
  request: ({ secret }) => ({ SecretName: secret.SecretName }),
  touches: ({ secret }) => [`secret/${secret.SecretName}`],
  answer: () => ({ Policy: '{"Version":"1","Statement":[]}' }),
});
