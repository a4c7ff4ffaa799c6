import {
  encryptionAlgorithms,
  encryptsWith,
  isSymmetricKeySpec,
  signatureAlgorithms,
  signsWith,
  type EncryptionAlgorithm,
  type KeySpec,
  type SignatureAlgorithm,
} from "@keyferry/crypto";

/** What a key is for. */
export type KeyUsage = "ENCRYPT/DECRYPT" | "SIGN/VERIFY";

/** What keys of a spec can be for; the first is what they are when nobody says. */
export function usagesOf(spec: KeySpec): readonly KeyUsage[] {
  const signs = (Object.keys(signatureAlgorithms) as SignatureAlgorithm[]).some((name) =>
    signsWith(spec, name),
  );
  const encrypts =
    isSymmetricKeySpec(spec) ||
    (Object.keys(encryptionAlgorithms) as EncryptionAlgorithm[]).some((name) => encryptsWith(spec, name));
  return [...(signs ? (["SIGN/VERIFY"] as const) : []), ...(encrypts ? (["ENCRYPT/DECRYPT"] as const) : [])];
}
