import { example } from "../../examples/example.ts";
import { updateKeyDescription } from "./update-key-description.ts";

/** A sound request of UpdateKeyDescription. */
export const updateKeyDescriptionExample = example(updateKeyDescription, {
  request: ({ key }) => ({ KeyId: key.KeyId, Description: "another description" }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
