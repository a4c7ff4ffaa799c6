import { example } from "../../examples/example.ts";
import { disableKey } from "./disable-key.ts";

/** A sound request of DisableKey. */
export const disableKeyExample = example(disableKey, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
