import { encryptionAlgorithms, encryptsWith } from "./encryption-algorithms.ts";
import { isMacKeySpec, isSymmetricKeySpec, type KeySpec } from "./key-specs.ts";
import { namesOf } from "./names-of.ts";
import { signatureAlgorithms, signsWith } from "./signature-algorithms.ts";

/** What a key may be for, under Alibaba Cloud's names. */
export const keyUsages = ["ENCRYPT/DECRYPT", "SIGN/VERIFY", "GENERATE/VERIFY_MAC"] as const;

/** One of {@link keyUsages}. */
export type KeyUsage = (typeof keyUsages)[number];

/** What keys of a spec may be for. The first is the usage of a key when nobody names one. */
export function usagesOf(spec: KeySpec): readonly KeyUsage[] {
  const signs = namesOf(signatureAlgorithms).some((name) => signsWith(spec, name));
  const encrypts =
    isSymmetricKeySpec(spec) || namesOf(encryptionAlgorithms).some((name) => encryptsWith(spec, name));
  return [
    ...(signs ? (["SIGN/VERIFY"] as const) : []),
    ...(encrypts ? (["ENCRYPT/DECRYPT"] as const) : []),
    ...(isMacKeySpec(spec) ? (["GENERATE/VERIFY_MAC"] as const) : []),
  ];
}
