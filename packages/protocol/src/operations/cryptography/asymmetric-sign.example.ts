import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { exampleDigest } from "../../examples/things.ts";
import { asymmetricSign } from "./asymmetric-sign.ts";

/** A sound request of AsymmetricSign. */
export const asymmetricSignExample = example(asymmetricSign, {
  request: ({ signingPair: { KeyId, KeyVersionId } }) => ({
    KeyId,
    KeyVersionId,
    Algorithm: "SM2DSA" as const,
    Digest: exampleDigest,
  }),
  touches: ({ signingPair }) => [`key/${signingPair.KeyId}`],
  answer: () => ({ ...shownVersion, Value: shownBytes(71) }),
});
