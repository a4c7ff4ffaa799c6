import type { Capabilities } from "../contract/backend.ts";
import type { SignatureForm } from "../contract/signature-input.ts";
import { hostCustody } from "./host-material.ts";
import { unwraps } from "./host-unwrapper.ts";
import { signsForm } from "./host-signatures.ts";
import type { HostPrimitives } from "../primitives/primitives.ts";
import {
  encryptionAlgorithms,
  importAlgorithms,
  isMacKeySpec,
  isSymmetricKeySpec,
  type KeySpec,
  keySpecs as keySpecRows,
  macAlgorithms,
  namesOf,
  signatureAlgorithms,
  wrappingAlgorithms,
} from "@keyferry/algorithms";

/** The data key lengths of every host backend, in bytes. */
export const hostDataKeyLengths = { min: 1, max: 1_024, multipleOf: 1 } as const;

/** What a host backend over `primitives` can do. */
export function hostCapabilities(primitives: HostPrimitives): Capabilities {
  const { ciphers, wraps, keyPairs = {}, macs = {} } = primitives;
  const pairs = Object.values(keyPairs);
  const specs = namesOf(keySpecRows);
  const wrapping = namesOf(wrappingAlgorithms);
  const signing = namesOf(signatureAlgorithms);
  const encrypting = namesOf(encryptionAlgorithms);
  const importing = namesOf(importAlgorithms);
  const authenticating = namesOf(macAlgorithms);
  const isHere = (spec: KeySpec): boolean => {
    if (isSymmetricKeySpec(spec)) return ciphers[keySpecRows[spec].cipher] !== undefined;
    return (isMacKeySpec(spec) ? macs[spec] : keyPairs[spec]) !== undefined;
  };
  const keySpecs = specs.filter(isHere);
  const signingForm = (form: SignatureForm) =>
    signing.filter((algorithm) => pairs.some((pair) => signsForm(pair, algorithm, form)));
  return {
    custody: hostCustody,
    protectionLevel: "SOFTWARE",
    keySpecs,
    signatureAlgorithms: { digest: signingForm("digest"), message: signingForm("message") },
    encryptionAlgorithms: encrypting.filter((algorithm) =>
      pairs.some(({ encryptions }) => encryptions[algorithm] !== undefined),
    ),
    macAlgorithms: authenticating.filter((algorithm) => macs[algorithm] !== undefined),
    wrappingAlgorithms: wrapping.filter((algorithm) => wraps[algorithm] !== undefined),
    imports: { keySpecs, algorithms: importing.filter((algorithm) => unwraps(primitives, algorithm)) },
    dataKeyLengths: hostDataKeyLengths,
  };
}
