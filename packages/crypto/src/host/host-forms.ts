import { unsupported } from "../errors.ts";
import type { HostCipher, HostKeyPair, HostMac, HostPrimitives } from "../primitives/primitives.ts";
import {
  isAsymmetricKeySpec,
  isMacKeySpec,
  isSymmetricKeySpec,
  type KeySpec,
  keySpecs,
} from "@keyferry/algorithms";

/** What a library has for the keys of each spec. */
export interface HostForms {
  /** @throws CryptoError `unsupported` for the spec of another kind of key, and for one that the library lacks */
  cipher(spec: KeySpec): HostCipher;
  /** @throws CryptoError as `cipher` does */
  keyPair(spec: KeySpec): HostKeyPair;
  /** @throws CryptoError as `cipher` does */
  mac(spec: KeySpec): HostMac;
}

/** Looks up what `primitives` has for a spec. */
export function createHostForms({ name, ciphers, keyPairs, macs }: HostPrimitives): HostForms {
  return {
    cipher(spec) {
      if (!isSymmetricKeySpec(spec)) throw unsupported(`a key of ${spec} is no symmetric key that encrypts`);
      const { cipher: cipherName } = keySpecs[spec];
      const cipher = ciphers[cipherName];
      if (cipher === undefined) throw unsupported(`${name} has no ${cipherName}, which keys of ${spec} need`);
      return cipher;
    },
    keyPair(spec) {
      if (!isAsymmetricKeySpec(spec)) throw unsupported(`a key of ${spec} is no key pair`);
      const keyPair = keyPairs?.[spec];
      if (keyPair === undefined) throw unsupported(`${name} has no key pairs of ${spec}`);
      return keyPair;
    },
    mac(spec) {
      if (!isMacKeySpec(spec)) throw unsupported(`a key of ${spec} makes no message authentication codes`);
      const mac = macs?.[spec];
      if (mac === undefined) throw unsupported(`${name} has no ${spec}`);
      return mac;
    },
  };
}
