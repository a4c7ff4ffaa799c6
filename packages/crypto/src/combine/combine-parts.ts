import type { EncryptionAlgorithm, MacAlgorithm, SignatureAlgorithm } from "@keyferry/algorithms";
import type { BackendKey, CryptoBackend } from "../contract/backend.ts";
import { type SignatureInput, signatureForm } from "../contract/signature-input.ts";
import { combinePart } from "./route.ts";

/** The parts of `backends` that work with keys: each call goes to the first holder of the key that has the part, its spec, algorithm and form. */
export function combineParts(
  backends: readonly CryptoBackend[],
): Pick<CryptoBackend, "keyPairs" | "signer" | "asymmetricCipher" | "mac"> {
  return {
    ...combinePart(backends, "keyPairs", (route) => ({ publicKey: (key) => route(key).publicKey(key) })),
    ...combinePart(backends, "signer", (route) => {
      const signerOf = (key: BackendKey, algorithm: SignatureAlgorithm, input: SignatureInput) =>
        route(key, ({ signatureAlgorithms }) =>
          signatureAlgorithms[signatureForm(input)].includes(algorithm),
        );
      return {
        sign: (key, algorithm, input) => signerOf(key, algorithm, input).sign(key, algorithm, input),
        verify: (key, algorithm, input, signature) =>
          signerOf(key, algorithm, input).verify(key, algorithm, input, signature),
      };
    }),
    ...combinePart(backends, "asymmetricCipher", (route) => {
      const cipherOf = (key: BackendKey, algorithm: EncryptionAlgorithm) =>
        route(key, ({ encryptionAlgorithms }) => encryptionAlgorithms.includes(algorithm));
      return {
        encrypt: (key, algorithm, plaintext) => cipherOf(key, algorithm).encrypt(key, algorithm, plaintext),
        decrypt: (key, algorithm, ciphertext) => cipherOf(key, algorithm).decrypt(key, algorithm, ciphertext),
      };
    }),
    ...combinePart(backends, "mac", (route) => {
      const macOf = (key: BackendKey, algorithm: MacAlgorithm) =>
        route(key, ({ macAlgorithms }) => macAlgorithms.includes(algorithm));
      return {
        generate: (key, algorithm, message) => macOf(key, algorithm).generate(key, algorithm, message),
        verify: (key, algorithm, message, mac) => macOf(key, algorithm).verify(key, algorithm, message, mac),
      };
    }),
  };
}
