import {
  type EncryptionAlgorithm,
  encryptionAlgorithms,
  type SignatureAlgorithm,
  signatureAlgorithms,
  type WrappingAlgorithm,
  wrappingAlgorithms,
} from "../algorithms.ts";
import type { Capabilities } from "../backend.ts";
import { isSymmetricKeySpec, type KeySpec, keySpecs } from "../key-specs.ts";
import { hostCustody } from "./host-material.ts";
import type { HostPrimitives } from "./primitives.ts";

/** The data key lengths of every host backend, in bytes. */
export const hostDataKeyLengths = { min: 1, max: 1_024, multipleOf: 1 } as const;

/** What a host backend over `primitives` can do. */
export function hostCapabilities({ ciphers, wraps, keyPairs = {} }: HostPrimitives): Capabilities {
  const pairs = Object.values(keyPairs);
  const specs = Object.keys(keySpecs) as KeySpec[];
  const wrapping = Object.keys(wrappingAlgorithms) as WrappingAlgorithm[];
  const signing = Object.keys(signatureAlgorithms) as SignatureAlgorithm[];
  const encrypting = Object.keys(encryptionAlgorithms) as EncryptionAlgorithm[];
  return {
    custody: hostCustody,
    protectionLevel: "SOFTWARE",
    keySpecs: specs.filter((spec) =>
      isSymmetricKeySpec(spec) ? ciphers[keySpecs[spec].cipher] !== undefined : keyPairs[spec] !== undefined,
    ),
    signatureAlgorithms: signing.filter((algorithm) =>
      pairs.some(({ signatures }) => signatures[algorithm] !== undefined),
    ),
    encryptionAlgorithms: encrypting.filter((algorithm) =>
      pairs.some(({ encryptions }) => encryptions[algorithm] !== undefined),
    ),
    wrappingAlgorithms: wrapping.filter((algorithm) => wraps[algorithm] !== undefined),
    dataKeyLengths: hostDataKeyLengths,
  };
}
