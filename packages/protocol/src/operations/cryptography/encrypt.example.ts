import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { encrypt } from "./encrypt.ts";

/** A sound request of Encrypt. */
export const encryptExample = example(encrypt, {
  request: ({ key }) => ({ KeyId: key.KeyId, Plaintext: "a plaintext" }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ ...shownVersion, CiphertextBlob: shownBytes(92) }),
});
