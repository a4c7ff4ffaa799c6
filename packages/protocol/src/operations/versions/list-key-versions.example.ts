import { example } from "../../examples/example.ts";
import { shownMoment, shownPage, shownVersion } from "../../examples/shown.ts";
import { listKeyVersions } from "./list-key-versions.ts";

/** A sound request of ListKeyVersions. */
export const listKeyVersionsExample = example(listKeyVersions, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({
    KeyVersions: [shownVersion.KeyVersionId, "5c8e2b1d-0a3f-4d6e-9b7a-1f2e3d4ccccc"].map((KeyVersionId) => ({
      KeyId: shownVersion.KeyId,
      KeyVersionId,
      CreationDate: shownMoment,
    })),
    ...shownPage,
  }),
});
