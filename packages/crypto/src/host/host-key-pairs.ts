import {
  digestLength,
  type EncryptionAlgorithm,
  maxPlaintext,
  type SignatureAlgorithm,
} from "../algorithms.ts";
import type { BackendKey, CryptoBackend } from "../backend.ts";
import { CryptoError } from "../errors.ts";
import type { KeySpec } from "../key-specs.ts";
import type { MaybePromise } from "../maybe-promise.ts";
import { normaliseCiphertext } from "./asymmetric-ciphertext.ts";
import type { HostForms } from "./host-forms.ts";
import type { HostEncryption, HostKeyForm, HostSignature } from "./primitives.ts";

/** Calls `work` with the unsealed key in the library's form. */
export type UseHostKey = <T>(
  key: BackendKey,
  form: HostKeyForm,
  work: (unsealed: unknown) => MaybePromise<T>,
) => MaybePromise<T>;

const unsupported = (message: string) => new CryptoError("unsupported", message);

function checkDigest(digest: Uint8Array): void {
  if (digest.length !== digestLength) {
    throw unsupported(`a digest has ${String(digestLength)} bytes, not ${String(digest.length)}`);
  }
}

function checkPlaintext(plaintext: Uint8Array, algorithm: EncryptionAlgorithm, spec: KeySpec): void {
  const max = maxPlaintext(algorithm, spec);
  if (plaintext.length > max) {
    const message = `the plaintext has ${String(plaintext.length)} bytes, ${algorithm} takes at most ${String(max)} under ${spec}`;
    throw new CryptoError("payload too long", message);
  }
  // Of no bytes at all the keystream counts as all zero, which GB/T 32918.4 refuses.
  if (plaintext.length === 0 && algorithm === "SM2PKE")
    throw unsupported("SM2PKE encrypts no empty plaintext");
}

/** The parts of a host backend that work with key pairs. Each takes its public key from the sealed private one. */
export function createHostKeyPairs(
  forms: HostForms,
  useKey: UseHostKey,
): Required<Pick<CryptoBackend, "keyPairs" | "signer" | "asymmetricCipher">> {
  const withSignature = <T>(
    key: BackendKey,
    algorithm: SignatureAlgorithm,
    work: (scheme: HostSignature, unsealed: unknown) => MaybePromise<T>,
  ): MaybePromise<T> => {
    const form = forms.keyPair(key.spec);
    const scheme = form.signatures[algorithm];
    if (scheme === undefined) throw unsupported(`keys of ${key.spec} do not sign with ${algorithm} here`);
    return useKey(key, form, (unsealed) => work(scheme, unsealed));
  };

  const withEncryption = <T>(
    key: BackendKey,
    algorithm: EncryptionAlgorithm,
    work: (scheme: HostEncryption, unsealed: unknown) => MaybePromise<T>,
  ): MaybePromise<T> => {
    const form = forms.keyPair(key.spec);
    const scheme = form.encryptions[algorithm];
    if (scheme === undefined) throw unsupported(`keys of ${key.spec} do not encrypt with ${algorithm} here`);
    return useKey(key, form, (unsealed) => work(scheme, unsealed));
  };

  return {
    keyPairs: {
      publicKey(key) {
        const form = forms.keyPair(key.spec);
        return useKey(key, form, (unsealed) => form.publicKey(unsealed));
      },
    },
    signer: {
      sign: (key, algorithm, digest) =>
        withSignature(key, algorithm, (scheme, unsealed) => {
          checkDigest(digest);
          return scheme.sign(unsealed, digest);
        }),
      verify: (key, algorithm, digest, signature) =>
        withSignature(key, algorithm, (scheme, unsealed) => {
          checkDigest(digest);
          return scheme.verify(unsealed, digest, signature);
        }),
    },
    asymmetricCipher: {
      encrypt: (key, algorithm, plaintext) =>
        withEncryption(key, algorithm, (scheme, unsealed) => {
          checkPlaintext(plaintext, algorithm, key.spec);
          return scheme.encrypt(unsealed, plaintext);
        }),
      decrypt: (key, algorithm, ciphertext) =>
        withEncryption(key, algorithm, (scheme, unsealed) =>
          scheme.decrypt(unsealed, normaliseCiphertext(ciphertext, algorithm, key.spec)),
        ),
    },
  };
}
