import { type HashName, hashes } from "./hashes.ts";
import { type AsymmetricKeySpec, type KeySpec, keySpecs, rsaKeySpecNames } from "./key-specs.ts";

/**
 * The algorithms that encrypt under a public key, with the specs of the keys that they take.
 *
 * - RSAES-OAEP (RFC 8017 7.1): empty label, MGF1 over the same hash.
 * - SM2PKE (GB/T 32918.4), in the raw form C1 C3 C2.
 */
export const encryptionAlgorithms = {
  RSAES_OAEP_SHA_256: { keySpecs: rsaKeySpecNames, hash: "sha256" },
  RSAES_OAEP_SHA_1: { keySpecs: rsaKeySpecNames, hash: "sha1" },
  SM2PKE: { keySpecs: ["EC_SM2"], hash: "sm3" },
} as const satisfies Record<
  string,
  { readonly keySpecs: readonly AsymmetricKeySpec[]; readonly hash: HashName }
>;

/** Name of a row of {@link encryptionAlgorithms}. */
export type EncryptionAlgorithm = keyof typeof encryptionAlgorithms;

/** Whether `name` is an algorithm that encrypts under a public key. */
export function isEncryptionAlgorithm(name: string): name is EncryptionAlgorithm {
  return Object.hasOwn(encryptionAlgorithms, name);
}

/** Whether `algorithm` encrypts under keys of `spec`. */
export function encryptsWith(spec: KeySpec, algorithm: EncryptionAlgorithm): boolean {
  const row: { readonly keySpecs: readonly KeySpec[] } = encryptionAlgorithms[algorithm];
  return row.keySpecs.includes(spec);
}

/** The service's limit for what SM2PKE makes (6,144 bytes), less the point (65) and the checksum (32). */
const sm2MaxPlaintext = 6_144 - 65 - 32;

/**
 * The longest plaintext that `algorithm` takes under a key of `spec`, in bytes.
 *
 * @throws RangeError where the algorithm is not for keys of that spec
 */
export function maxPlaintext(algorithm: EncryptionAlgorithm, spec: KeySpec): number {
  if (!encryptsWith(spec, algorithm)) {
    throw new RangeError(`${algorithm} does not encrypt under keys of ${spec}`);
  }
  const row = keySpecs[spec];
  // RFC 8017 7.1.1 step 1b.
  return row.kind === "rsa"
    ? row.modulusLength - 2 * hashes[encryptionAlgorithms[algorithm].hash].length - 2
    : sm2MaxPlaintext;
}
