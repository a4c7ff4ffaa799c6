import { CryptoError } from "../errors.ts";
import { isAsymmetricKeySpec, isSymmetricKeySpec, type KeySpec, keySpecs } from "../key-specs.ts";
import type { HostCipher, HostKeyPair, HostPrimitives } from "./primitives.ts";

/** What a library has for the keys of each spec. */
export interface HostForms {
  /** @throws CryptoError `unsupported` for the spec of a key pair, and for one that the library lacks */
  cipher(spec: KeySpec): HostCipher;
  /** @throws CryptoError `unsupported` for the spec of a symmetric key, and for one that the library lacks */
  keyPair(spec: KeySpec): HostKeyPair;
}

/** Looks up what `primitives` has for a spec. */
export function createHostForms({ name, ciphers, keyPairs }: HostPrimitives): HostForms {
  const unsupported = (message: string) => new CryptoError("unsupported", message);
  return {
    cipher(spec) {
      if (!isSymmetricKeySpec(spec)) throw unsupported(`a key of ${spec} is a key pair, not a symmetric key`);
      const { cipher: cipherName } = keySpecs[spec];
      const cipher = ciphers[cipherName];
      if (cipher === undefined) throw unsupported(`${name} has no ${cipherName}, which keys of ${spec} need`);
      return cipher;
    },
    keyPair(spec) {
      if (!isAsymmetricKeySpec(spec)) throw unsupported(`a key of ${spec} is symmetric, not a key pair`);
      const keyPair = keyPairs?.[spec];
      if (keyPair === undefined) throw unsupported(`${name} has no key pairs of ${spec}`);
      return keyPair;
    },
  };
}
