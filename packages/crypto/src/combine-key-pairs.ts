import type { EncryptionAlgorithm, SignatureAlgorithm } from "./algorithms.ts";
import type { BackendKey, CryptoBackend } from "./backend.ts";
import { type BackendPart, partsOf } from "./backend-part.ts";
import { type Claim, firstThatClaims, holdersOf, uses } from "./choose-backend.ts";

type KeyPairParts = Pick<CryptoBackend, "keyPairs" | "signer" | "asymmetricCipher">;

/** The parts of `backends` for key pairs: each call goes to the first holder of the key that has the part, its spec and algorithm. */
export function combineKeyPairs(backends: readonly CryptoBackend[]): KeyPairParts {
  const keyPairs = partsOf(backends, "keyPairs");
  const signers = partsOf(backends, "signer");
  const asymmetricCiphers = partsOf(backends, "asymmetricCipher");

  const holder = <P>(parts: readonly BackendPart<P>[], key: BackendKey, claim: Claim): P => {
    // Asked of all backends first, so that an absent custody is `unavailable` and not `unsupported`.
    holdersOf(backends, key);
    return firstThatClaims(parts, key, (claimed) => uses(key)(claimed) && claim(claimed)).part;
  };
  const signerOf = (key: BackendKey, algorithm: SignatureAlgorithm) =>
    holder(signers, key, ({ signatureAlgorithms }) => signatureAlgorithms.includes(algorithm));
  const cipherOf = (key: BackendKey, algorithm: EncryptionAlgorithm) =>
    holder(asymmetricCiphers, key, ({ encryptionAlgorithms }) => encryptionAlgorithms.includes(algorithm));

  return {
    ...(keyPairs.length > 0 && {
      keyPairs: { publicKey: (key) => holder(keyPairs, key, () => true).publicKey(key) },
    }),
    ...(signers.length > 0 && {
      signer: {
        sign: (key, algorithm, digest) => signerOf(key, algorithm).sign(key, algorithm, digest),
        verify: (key, algorithm, digest, signature) =>
          signerOf(key, algorithm).verify(key, algorithm, digest, signature),
      },
    }),
    ...(asymmetricCiphers.length > 0 && {
      asymmetricCipher: {
        encrypt: (key, algorithm, plaintext) => cipherOf(key, algorithm).encrypt(key, algorithm, plaintext),
        decrypt: (key, algorithm, ciphertext) => cipherOf(key, algorithm).decrypt(key, algorithm, ciphertext),
      },
    }),
  };
}
