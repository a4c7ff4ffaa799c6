import { example } from "../../examples/example.ts";
import { shownVersion } from "../../examples/shown.ts";
import { exampleDigest } from "../../examples/things.ts";
import { asymmetricVerify } from "./asymmetric-verify.ts";

/** A sound request of AsymmetricVerify. */
export const asymmetricVerifyExample = example(asymmetricVerify, {
  request: ({ signingPair }) => ({ ...signingPair, Algorithm: "SM2DSA" as const, Digest: exampleDigest }),
  touches: ({ signingPair }) => [`key/${signingPair.KeyId}`],
  answer: () => ({ ...shownVersion, Value: true }),
});
