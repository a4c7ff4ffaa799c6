import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { asymmetricDecrypt } from "./asymmetric-decrypt.ts";

/** A sound request of AsymmetricDecrypt. */
export const asymmetricDecryptExample = example(asymmetricDecrypt, {
  request: ({ cipherPair }) => ({ ...cipherPair, Algorithm: "SM2PKE" as const }),
  touches: ({ cipherPair }) => [`key/${cipherPair.KeyId}`],
  answer: () => ({ ...shownVersion, Plaintext: shownBytes(31) }),
});
