import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { generateDataKey } from "./generate-data-key.ts";

/** A sound request of GenerateDataKey. */
export const generateDataKeyExample = example(generateDataKey, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ ...shownVersion, CiphertextBlob: shownBytes(94), Plaintext: shownBytes(16) }),
});
