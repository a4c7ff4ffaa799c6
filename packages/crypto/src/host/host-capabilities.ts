import type { Capabilities } from "../contract/backend.ts";
import type { SignatureForm } from "../contract/signature-input.ts";
import { hostCustody } from "./host-material.ts";
import { signsForm } from "./host-signatures.ts";
import type { HostPrimitives } from "./primitives.ts";
import {
  encryptionAlgorithms,
  isMacKeySpec,
  isSymmetricKeySpec,
  type KeySpec,
  keySpecs,
  macAlgorithms,
  namesOf,
  signatureAlgorithms,
  wrappingAlgorithms,
} from "@keyferry/algorithms";

/** The data key lengths of every host backend, in bytes. */
export const hostDataKeyLengths = { min: 1, max: 1_024, multipleOf: 1 } as const;

/** What a host backend over `primitives` can do. */
export function hostCapabilities({ ciphers, wraps, keyPairs = {}, macs = {} }: HostPrimitives): Capabilities {
  const pairs = Object.values(keyPairs);
  const specs = namesOf(keySpecs);
  const wrapping = namesOf(wrappingAlgorithms);
  const signing = namesOf(signatureAlgorithms);
  const encrypting = namesOf(encryptionAlgorithms);
  const authenticating = namesOf(macAlgorithms);
  const isHere = (spec: KeySpec): boolean => {
    if (isSymmetricKeySpec(spec)) return ciphers[keySpecs[spec].cipher] !== undefined;
    return (isMacKeySpec(spec) ? macs[spec] : keyPairs[spec]) !== undefined;
  };
  const signingForm = (form: SignatureForm) =>
    signing.filter((algorithm) => pairs.some((pair) => signsForm(pair, algorithm, form)));
  return {
    custody: hostCustody,
    protectionLevel: "SOFTWARE",
    keySpecs: specs.filter(isHere),
    signatureAlgorithms: { digest: signingForm("digest"), message: signingForm("message") },
    encryptionAlgorithms: encrypting.filter((algorithm) =>
      pairs.some(({ encryptions }) => encryptions[algorithm] !== undefined),
    ),
    macAlgorithms: authenticating.filter((algorithm) => macs[algorithm] !== undefined),
    wrappingAlgorithms: wrapping.filter((algorithm) => wraps[algorithm] !== undefined),
    dataKeyLengths: hostDataKeyLengths,
  };
}
