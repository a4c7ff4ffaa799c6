import { example } from "../../examples/example.ts";
import { getKeyPolicy } from "./get-key-policy.ts";

/** A sound request of GetKeyPolicy. */
export const getKeyPolicyExample = example(getKeyPolicy, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ Policy: '{"Version":"1","Statement":[]}' }),
});
