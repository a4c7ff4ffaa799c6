import { example } from "../../examples/example.ts";
import { shownMoment, shownVersion } from "../../examples/shown.ts";
import { createKeyVersion } from "./create-key-version.ts";

/** A sound request of CreateKeyVersion. */
export const createKeyVersionExample = example(createKeyVersion, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ KeyVersion: { ...shownVersion, CreationDate: shownMoment } }),
});
