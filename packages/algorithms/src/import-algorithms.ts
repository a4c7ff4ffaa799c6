import type { EncryptionAlgorithm } from "./encryption-algorithms.ts";
import { isAsymmetricKeySpec, isSymmetricKeySpec, type KeySpec } from "./key-specs.ts";
import type { RecipientKeySpec } from "./wrapping-algorithms.ts";

/** How a row of {@link importAlgorithms} wraps. */
export interface ImportAlgorithmRow {
  /** The spec of the key pair that the service makes for it. */
  readonly recipient: RecipientKeySpec;
  /** What is encrypted under the pair's public key: the material, or the key of `content`. */
  readonly encryption: EncryptionAlgorithm | "RSAES_PKCS1_V1_5";
  /**
   * Of a hybrid: the block cipher in ECB that the material itself is encrypted with, under a key of `keyLength` bytes.
   * Its ciphertext stands behind that of the key.
   */
  readonly content: { readonly cipher: "AES_256_ECB" | "SM4_ECB"; readonly keyLength: number } | null;
}

/**
 * The algorithms that key material is wrapped with on its way into the service, under the names of GetParametersForImport.
 *
 * - RSAES_PKCS1_V1_5 (RFC 8017 7.2), RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE: the raw key.
 * - RSAES_OAEP_SHA_256_AES_256_ECB_PKCS7_PAD: RSAES-OAEP of an AES key of 32 bytes (256 bytes), then PKCS #8 in DER of an RSA
 *   or EC key under AES-256-ECB with the padding of PKCS #7.
 * - SM2PKE_SM4_ECB: SM2PKE, C1 C3 C2, of an SM4 key of 16 bytes (113 bytes), then the scalar d of an SM2 key, 32 bytes, under
 *   SM4-ECB without padding.
 */
export const importAlgorithms = {
  RSAES_PKCS1_V1_5: { recipient: "RSA_2048", encryption: "RSAES_PKCS1_V1_5", content: null },
  RSAES_OAEP_SHA_1: { recipient: "RSA_2048", encryption: "RSAES_OAEP_SHA_1", content: null },
  RSAES_OAEP_SHA_256: { recipient: "RSA_2048", encryption: "RSAES_OAEP_SHA_256", content: null },
  SM2PKE: { recipient: "EC_SM2", encryption: "SM2PKE", content: null },
  RSAES_OAEP_SHA_256_AES_256_ECB_PKCS7_PAD: {
    recipient: "RSA_2048",
    encryption: "RSAES_OAEP_SHA_256",
    content: { cipher: "AES_256_ECB", keyLength: 32 },
  },
  SM2PKE_SM4_ECB: {
    recipient: "EC_SM2",
    encryption: "SM2PKE",
    content: { cipher: "SM4_ECB", keyLength: 16 },
  },
} as const satisfies Record<string, ImportAlgorithmRow>;

/** Name of a row of {@link importAlgorithms}. */
export type ImportAlgorithm = keyof typeof importAlgorithms;

/** Whether material of keys of `spec` comes wrapped with `algorithm`. */
export function importsWith(spec: KeySpec, algorithm: ImportAlgorithm): boolean {
  const { content } = importAlgorithms[algorithm];
  if (content === null) return isSymmetricKeySpec(spec);
  return content.cipher === "SM4_ECB" ? spec === "EC_SM2" : isAsymmetricKeySpec(spec) && spec !== "EC_SM2";
}
