import { CryptoError } from "../errors.ts";
import {
  type AsymmetricKeySpec,
  type EcKeySpec,
  type KeySpec,
  keySpecs,
  type RsaKeySpec,
} from "./key-specs.ts";

const rsaSpecs: readonly RsaKeySpec[] = ["RSA_2048", "RSA_3072", "RSA_4096"];
const ecdsaSpecs: readonly EcKeySpec[] = ["EC_P256", "EC_P256K"];
const sm2Specs: readonly EcKeySpec[] = ["EC_SM2"];

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
  RSA_PSS_SHA_256: { keySpecs: rsaSpecs, hash: "sha256" },
  RSA_PKCS1_SHA_256: { keySpecs: rsaSpecs, hash: "sha256" },
  ECDSA_SHA_256: { keySpecs: ecdsaSpecs, hash: "sha256" },
  SM2DSA: { keySpecs: sm2Specs, hash: "sm3" },
} as const satisfies Record<
  string,
  { readonly keySpecs: readonly AsymmetricKeySpec[]; readonly hash: string }
>;

/** Name of a row of {@link signatureAlgorithms}. */
export type SignatureAlgorithm = keyof typeof signatureAlgorithms;

/** Whether `name` is a signature algorithm of this package. */
export function isSignatureAlgorithm(name: string): name is SignatureAlgorithm {
  return Object.hasOwn(signatureAlgorithms, name);
}

/** Whether keys of `spec` sign with `algorithm`. */
export function signsWith(spec: KeySpec, algorithm: SignatureAlgorithm): boolean {
  return takes(signatureAlgorithms[algorithm], spec);
}

/**
 * The algorithms that encrypt under a public key, with the specs of the keys that they take. `hashLength` in bytes.
 *
 * - RSAES-OAEP (RFC 8017 7.1): empty label, MGF1 over the same hash.
 * - SM2PKE (GB/T 32918.4), in the raw form C1 C3 C2.
 */
export const encryptionAlgorithms = {
  RSAES_OAEP_SHA_256: { keySpecs: rsaSpecs, hash: "sha256", hashLength: 32 },
  RSAES_OAEP_SHA_1: { keySpecs: rsaSpecs, hash: "sha1", hashLength: 20 },
  SM2PKE: { keySpecs: sm2Specs, hash: "sm3", hashLength: 32 },
} as const satisfies Record<
  string,
  { readonly keySpecs: readonly AsymmetricKeySpec[]; readonly hash: string; readonly hashLength: number }
>;

/** Name of a row of {@link encryptionAlgorithms}. */
export type EncryptionAlgorithm = keyof typeof encryptionAlgorithms;

/** Whether `name` is an encryption algorithm of this package. */
export function isEncryptionAlgorithm(name: string): name is EncryptionAlgorithm {
  return Object.hasOwn(encryptionAlgorithms, name);
}

/** Whether `algorithm` encrypts under keys of `spec`. */
export function encryptsWith(spec: KeySpec, algorithm: EncryptionAlgorithm): boolean {
  return takes(encryptionAlgorithms[algorithm], spec);
}

/** The service's limit for what SM2PKE makes (6,144 bytes), less the point (65) and the checksum (32). */
const sm2MaxPlaintext = 6_144 - 65 - 32;

/**
 * The longest plaintext that `algorithm` takes under a key of `spec`, in bytes.
 *
 * @throws CryptoError `unsupported` where the algorithm is not for keys of that spec
 */
export function maxPlaintext(algorithm: EncryptionAlgorithm, spec: KeySpec): number {
  if (!encryptsWith(spec, algorithm)) {
    throw new CryptoError("unsupported", `${algorithm} does not encrypt under keys of ${spec}`);
  }
  const row = keySpecs[spec];
  // RFC 8017 7.1.1 step 1b.
  return row.kind === "rsa"
    ? row.modulusLength - 2 * encryptionAlgorithms[algorithm].hashLength - 2
    : sm2MaxPlaintext;
}

function takes(row: { readonly keySpecs: readonly KeySpec[] }, spec: KeySpec): boolean {
  return row.keySpecs.includes(spec);
}

/** Where the private key of a recipient may live: the kinds of public key a data key can be exported to. */
export type RecipientKeySpec = "RSA_2048" | "EC_SM2";

/** The algorithms that wrap a data key for a recipient: those of {@link encryptionAlgorithms}. */
export type WrappingAlgorithm = EncryptionAlgorithm;

interface WrappingRow<A extends WrappingAlgorithm, R extends RecipientKeySpec> {
  readonly recipient: R;
  readonly hash: (typeof encryptionAlgorithms)[A]["hash"];
  readonly maxPayload: number;
}

function wraps<A extends WrappingAlgorithm, R extends RecipientKeySpec>(
  algorithm: A,
  recipient: R,
): WrappingRow<A, R> {
  const { hash }: Pick<WrappingRow<A, R>, "hash"> = encryptionAlgorithms[algorithm];
  return { recipient, hash, maxPayload: maxPlaintext(algorithm, recipient) };
}

/** The recipients of the algorithms that wrap a data key. `maxPayload` is the longest data key in bytes. */
export const wrappingAlgorithms = {
  RSAES_OAEP_SHA_256: wraps("RSAES_OAEP_SHA_256", "RSA_2048"),
  RSAES_OAEP_SHA_1: wraps("RSAES_OAEP_SHA_1", "RSA_2048"),
  SM2PKE: wraps("SM2PKE", "EC_SM2"),
} as const satisfies Record<WrappingAlgorithm, unknown>;

/** Whether `name` is a wrapping algorithm of this package. */
export function isWrappingAlgorithm(name: string): name is WrappingAlgorithm {
  return Object.hasOwn(wrappingAlgorithms, name);
}
