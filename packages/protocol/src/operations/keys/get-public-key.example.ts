import { example } from "../../examples/example.ts";
import { shownVersion } from "../../examples/shown.ts";
import { getPublicKey } from "./get-public-key.ts";

/** Of the private key 1 on P-256: the generator. */
const publicKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
-----END PUBLIC KEY-----
`;

/** A sound request of GetPublicKey. */
export const getPublicKeyExample = example(getPublicKey, {
  request: ({ signingPair: { KeyId, KeyVersionId } }) => ({ KeyId, KeyVersionId }),
  touches: ({ signingPair }) => [`key/${signingPair.KeyId}`],
  answer: () => ({ ...shownVersion, PublicKey: publicKey }),
});
