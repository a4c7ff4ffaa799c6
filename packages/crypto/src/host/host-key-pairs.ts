import type { BackendKey, CryptoBackend } from "../contract/backend.ts";
import { CryptoError, unsupported } from "../errors.ts";
import { type SignatureInput, signatureForm } from "../contract/signature-input.ts";
import { normaliseCiphertext } from "./asymmetric-ciphertext.ts";
import type { HostForms } from "./host-forms.ts";
import { hostSigning, type HostSigning } from "./host-signatures.ts";
import type { HostEncryption, HostKeyForm } from "../primitives/primitives.ts";
import {
  type EncryptionAlgorithm,
  type KeySpec,
  maxPlaintext,
  type SignatureAlgorithm,
} from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";

/** Calls `work` with the unsealed key in the library's form. */
export type UseHostKey = <T>(
  key: BackendKey,
  form: HostKeyForm,
  work: (unsealed: unknown) => MaybePromise<T>,
) => MaybePromise<T>;

function checkPlaintext(plaintext: Uint8Array, algorithm: EncryptionAlgorithm, spec: KeySpec): void {
  const max = maxPlaintext(algorithm, spec);
  if (plaintext.length > max) {
    const message = `the plaintext has ${String(plaintext.length)} bytes, ${algorithm} takes at most ${String(max)} under ${spec}`;
    throw new CryptoError("payload too long", message);
  }
  // Of no bytes at all the keystream counts as all zero, which GB/T 32918.4 refuses.
  if (plaintext.length === 0 && algorithm === "SM2PKE") {
    throw unsupported("SM2PKE encrypts no empty plaintext");
  }
}

/** The parts of a host backend that work with key pairs. Each takes its public key from the sealed private one. */
export function createHostKeyPairs(
  forms: HostForms,
  useKey: UseHostKey,
): Required<Pick<CryptoBackend, "keyPairs" | "signer" | "asymmetricCipher">> {
  const withSignature = <T>(
    key: BackendKey,
    algorithm: SignatureAlgorithm,
    input: SignatureInput,
    work: (signing: HostSigning, unsealed: unknown) => MaybePromise<T>,
  ): MaybePromise<T> => {
    const form = forms.keyPair(key.spec);
    const signing = hostSigning(form, algorithm, input);
    if (signing === undefined) {
      const what = `${signatureForm(input)}s with ${algorithm}`;
      throw unsupported(`keys of ${key.spec} do not sign ${what} here`);
    }
    return useKey(key, form, (unsealed) => work(signing, unsealed));
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
      sign: (key, algorithm, toSign) =>
        withSignature(key, algorithm, toSign, ({ scheme, input }, unsealed) => scheme.sign(unsealed, input)),
      verify: (key, algorithm, toSign, signature) =>
        withSignature(key, algorithm, toSign, ({ scheme, input }, unsealed) =>
          scheme.verify(unsealed, input, signature),
        ),
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
