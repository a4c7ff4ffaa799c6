import { example } from "../../examples/example.ts";
import { shownMetadata } from "../../examples/shown.ts";
import { createKey } from "./create-key.ts";

/** A sound request of CreateKey. */
export const createKeyExample = example(createKey, {
  request: ({ instance }) => ({ DKMSInstanceId: instance }),
  touches: () => ["key"],
  answer: () => ({ KeyMetadata: shownMetadata }),
});
