import { example } from "../../examples/example.ts";
import { deleteClientKey } from "./delete-client-key.ts";

/** A sound request of DeleteClientKey. */
export const deleteClientKeyExample = example(deleteClientKey, {
  request: ({ clientKey }) => ({ ClientKeyId: clientKey.ClientKeyId }),
  touches: ({ clientKey }) => [`applicationaccesspoint/${clientKey.AapName}`],
  answer: () => ({}),
});
