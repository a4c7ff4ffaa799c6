import { example } from "../../examples/example.ts";
import { deleteKeyMaterial } from "./delete-key-material.ts";

/** A sound request of DeleteKeyMaterial. */
export const deleteKeyMaterialExample = example(deleteKeyMaterial, {
  request: ({ waitingKey: { KeyId } }) => ({ KeyId }),
  touches: ({ waitingKey }) => [`key/${waitingKey.KeyId}`],
  answer: () => ({}),
});
