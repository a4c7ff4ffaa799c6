import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { generateDataKeyWithoutPlaintext } from "./generate-data-key-without-plaintext.ts";

/** A sound request of GenerateDataKeyWithoutPlaintext. */
export const generateDataKeyWithoutPlaintextExample = example(generateDataKeyWithoutPlaintext, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ ...shownVersion, CiphertextBlob: shownBytes(95) }),
});
