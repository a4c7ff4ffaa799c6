import { example } from "../../examples/example.ts";
import { shownBytes, shownClientKey } from "../../examples/shown.ts";
import { createClientKey } from "./create-client-key.ts";

/** A sound request of CreateClientKey. */
export const createClientKeyExample = example(createClientKey, {
  request: ({ accessPoint }) => ({ AapName: accessPoint, Password: "not-secret-1" }),
  touches: ({ accessPoint }) => [`applicationaccesspoint/${accessPoint}`],
  answer: () => ({
    ClientKeyId: shownClientKey.ClientKeyId,
    KeyAlgorithm: shownClientKey.KeyAlgorithm,
    PrivateKeyData: shownBytes(24),
    NotBefore: shownClientKey.NotBefore,
    NotAfter: shownClientKey.NotAfter,
  }),
});
