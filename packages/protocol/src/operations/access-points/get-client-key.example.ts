import { example } from "../../examples/example.ts";
import { shownClientKey } from "../../examples/shown.ts";
import { getClientKey } from "./get-client-key.ts";

/** A sound request of GetClientKey. */
export const getClientKeyExample = example(getClientKey, {
  request: ({ clientKey }) => ({ ClientKeyId: clientKey.ClientKeyId }),
  touches: ({ clientKey }) => [`applicationaccesspoint/${clientKey.AapName}`],
  answer: () => shownClientKey,
});
