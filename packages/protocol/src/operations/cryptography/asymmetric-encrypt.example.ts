import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { asymmetricEncrypt } from "./asymmetric-encrypt.ts";

/** A sound request of AsymmetricEncrypt. */
export const asymmetricEncryptExample = example(asymmetricEncrypt, {
  request: ({ cipherPair: { KeyId, KeyVersionId } }) => ({
    KeyId,
    KeyVersionId,
    Algorithm: "SM2PKE" as const,
    Plaintext: new Uint8Array([1, 2, 3]),
  }),
  touches: ({ cipherPair }) => [`key/${cipherPair.KeyId}`],
  answer: () => ({ ...shownVersion, CiphertextBlob: shownBytes(384) }),
});
