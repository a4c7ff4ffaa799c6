import { example } from "../../examples/example.ts";
import { cancelKeyDeletion } from "./cancel-key-deletion.ts";

/** A sound request of CancelKeyDeletion. */
export const cancelKeyDeletionExample = example(cancelKeyDeletion, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
