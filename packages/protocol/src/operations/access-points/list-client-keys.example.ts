import { example } from "../../examples/example.ts";
import { shownClientKey } from "../../examples/shown.ts";
import { listClientKeys } from "./list-client-keys.ts";

/** A sound request of ListClientKeys. */
export const listClientKeysExample = example(listClientKeys, {
  request: ({ accessPoint }) => ({ AapName: accessPoint }),
  touches: ({ accessPoint }) => [`applicationaccesspoint/${accessPoint}`],
  answer: () => ({ ClientKeys: [shownClientKey] }),
});
