import { example } from "../../examples/example.ts";
import { enableKey } from "./enable-key.ts";

/** A sound request of EnableKey. */
export const enableKeyExample = example(enableKey, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
