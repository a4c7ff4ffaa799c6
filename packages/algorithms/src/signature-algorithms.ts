import type { HashName } from "./hashes.ts";
import { type AsymmetricKeySpec, type KeySpec, rsaKeySpecNames } from "./key-specs.ts";

/** The length in bytes of every digest that is signed: that of SHA-256 and of SM3. */
export const digestLength = 32;

/**
 * The algorithms that sign a digest of 32 bytes, or a message by its digest, with the specs of the keys that they take.
 *
 * - RSA_PSS_SHA_256: RSASSA-PSS (RFC 8017 8.1) with a salt of 32 bytes and MGF1 over SHA-256.
 * - RSA_PKCS1_SHA_256: RSASSA-PKCS1-v1_5 (RFC 8017 8.2) with SHA-256.
 * - ECDSA_SHA_256: ECDSA (FIPS 186-5 6), the signature in DER.
 * - SM2DSA: SM2 (GB/T 32918.2), the signature in DER. The digest e is SM3(Z || M), where Z stands for the signer: of a
 *   message it is made with the default user id `1234567812345678` (GM/T 0009 10).
 *
 * An RSA signature is as long as the modulus; one in DER has 8 to 72 bytes.
 */
export const signatureAlgorithms = {
  RSA_PSS_SHA_256: { keySpecs: rsaKeySpecNames, hash: "sha256" },
  RSA_PKCS1_SHA_256: { keySpecs: rsaKeySpecNames, hash: "sha256" },
  ECDSA_SHA_256: { keySpecs: ["EC_P256", "EC_P256K"], hash: "sha256" },
  SM2DSA: { keySpecs: ["EC_SM2"], hash: "sm3" },
} as const satisfies Record<
  string,
  { readonly keySpecs: readonly AsymmetricKeySpec[]; readonly hash: HashName }
>;

/** Name of a row of {@link signatureAlgorithms}. */
export type SignatureAlgorithm = keyof typeof signatureAlgorithms;

/** Whether `name` is a signature algorithm. */
export function isSignatureAlgorithm(name: string): name is SignatureAlgorithm {
  return Object.hasOwn(signatureAlgorithms, name);
}

/** Whether keys of `spec` sign with `algorithm`. */
export function signsWith(spec: KeySpec, algorithm: SignatureAlgorithm): boolean {
  const row: { readonly keySpecs: readonly KeySpec[] } = signatureAlgorithms[algorithm];
  return row.keySpecs.includes(spec);
}
