import { example } from "../../examples/example.ts";
import { shownMoment, shownVersion } from "../../examples/shown.ts";
import { describeKeyVersion } from "./describe-key-version.ts";

/** A sound request of DescribeKeyVersion. */
export const describeKeyVersionExample = example(describeKeyVersion, {
  request: ({ key: { KeyId, KeyVersionId } }) => ({ KeyId, KeyVersionId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ KeyVersion: { ...shownVersion, CreationDate: shownMoment } }),
});
