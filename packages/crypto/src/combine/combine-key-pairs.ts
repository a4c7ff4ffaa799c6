import type { BackendKey, CryptoBackend } from "../contract/backend.ts";
import { partFor, partsOf } from "./backend-part.ts";
import { type SignatureInput, signatureForm } from "../contract/signature-input.ts";
import type { EncryptionAlgorithm, SignatureAlgorithm } from "@keyferry/algorithms";

type KeyPairParts = Pick<CryptoBackend, "keyPairs" | "signer" | "asymmetricCipher">;

/** The parts of `backends` for key pairs: each call goes to the first holder of the key that has the part, its spec, algorithm and form. */
export function combineKeyPairs(backends: readonly CryptoBackend[]): KeyPairParts {
  const keyPairs = partsOf(backends, "keyPairs");
  const signers = partsOf(backends, "signer");
  const asymmetricCiphers = partsOf(backends, "asymmetricCipher");

  const signerOf = (key: BackendKey, algorithm: SignatureAlgorithm, input: SignatureInput) =>
    partFor(backends, signers, key, ({ signatureAlgorithms }) =>
      signatureAlgorithms[signatureForm(input)].includes(algorithm),
    );
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
        sign: (key, algorithm, input) => signerOf(key, algorithm, input).sign(key, algorithm, input),
        verify: (key, algorithm, input, signature) =>
          signerOf(key, algorithm, input).verify(key, algorithm, input, signature),
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
