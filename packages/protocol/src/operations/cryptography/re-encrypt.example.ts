import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { reEncrypt } from "./re-encrypt.ts";

/** A sound request of ReEncrypt. */
export const reEncryptExample = example(reEncrypt, {
  request: ({ key, other }) => ({ CiphertextBlob: other.CiphertextBlob, DestinationKeyId: key.KeyId }),
  touches: ({ key, other }) => [`key/${other.KeyId}`, `key/${key.KeyId}`],
  answer: () => ({ ...shownVersion, CiphertextBlob: shownBytes(93) }),
});
