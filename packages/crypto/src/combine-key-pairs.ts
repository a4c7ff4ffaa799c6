import type { EncryptionAlgorithm, SignatureAlgorithm } from "./algorithms.ts";
import type { BackendKey, CryptoBackend } from "./backend.ts";
import { partFor, partsOf } from "./backend-part.ts";

type KeyPairParts = Pick<CryptoBackend, "keyPairs" | "signer" | "asymmetricCipher">;

/** The parts of `backends` for key pairs: each call goes to the first holder of the key that has the part, its spec and algorithm. */
export function combineKeyPairs(backends: readonly CryptoBackend[]): KeyPairParts {
  const keyPairs = partsOf(backends, "keyPairs");
  const signers = partsOf(backends, "signer");
  const asymmetricCiphers = partsOf(backends, "asymmetricCipher");

  const signerOf = (key: BackendKey, algorithm: SignatureAlgorithm) =>
    partFor(backends, signers, key, ({ signatureAlgorithms }) => signatureAlgorithms.includes(algorithm));
  const cipherOf = (key: BackendKey, algorithm: EncryptionAlgorithm) =>
    partFor(backends, asymmetricCiphers, key, ({ encryptionAlgorithms }) =>
      encryptionAlgorithms.includes(algorithm),
    );

  return {
    ...(keyPairs.length > 0 && {
      keyPairs: { publicKey: (key) => partFor(backends, keyPairs, key, () => true).publicKey(key) },
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
