import { example } from "../../examples/example.ts";
import { shownVersion } from "../../examples/shown.ts";
import { decrypt } from "./decrypt.ts";

/** A sound request of Decrypt. */
export const decryptExample = example(decrypt, {
  request: ({ key }) => ({ CiphertextBlob: key.CiphertextBlob }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ ...shownVersion, Plaintext: "<a>&amp;\r\n\t密钥🔑 " }),
});
