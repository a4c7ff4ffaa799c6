/** What is known of a cipher that protects callers' data under a key of the service. Lengths in bytes. */
export interface CipherRow {
  readonly keyLength: number;
  readonly ivLength: 12;
  readonly tagLength: 16;
}

/** The authenticated ciphers of symmetric keys: AES (FIPS 197) and SM4 (GB/T 32907), both in GCM (SP 800-38D). */
export const ciphers = {
  AES_256_GCM: { keyLength: 32, ivLength: 12, tagLength: 16 },
  SM4_GCM: { keyLength: 16, ivLength: 12, tagLength: 16 },
} as const satisfies Record<string, CipherRow>;

/** Name of a row of {@link ciphers}. */
export type CipherName = keyof typeof ciphers;

/** The key specs of symmetric keys, under Alibaba Cloud's names. */
export const keySpecs = {
  Aliyun_AES_256: { cipher: "AES_256_GCM" },
  Aliyun_SM4: { cipher: "SM4_GCM" },
} as const satisfies Record<string, { readonly cipher: CipherName }>;

/** Name of a row of {@link keySpecs}. */
export type KeySpec = keyof typeof keySpecs;

/** Whether `name` is a key spec of this package. */
export function isKeySpec(name: string): name is KeySpec {
  return Object.hasOwn(keySpecs, name);
}

/** Where the private key of a recipient may live: the kinds of public key a data key can be exported to. */
export type RecipientKeySpec = "RSA_2048" | "EC_SM2";

/**
 * The algorithms that wrap a data key for a recipient. `maxPayload` is the longest data key in bytes.
 *
 * - RSAES-OAEP (RFC 8017 7.1): empty label, MGF1 over the same hash.
 * - SM2PKE (GB/T 32918.4).
 */
export const wrappingAlgorithms = {
  RSAES_OAEP_SHA_256: { recipient: "RSA_2048", hash: "sha256", maxPayload: 190 },
  RSAES_OAEP_SHA_1: { recipient: "RSA_2048", hash: "sha1", maxPayload: 214 },
  SM2PKE: { recipient: "EC_SM2", hash: "sm3", maxPayload: 6047 },
} as const satisfies Record<
  string,
  { readonly recipient: RecipientKeySpec; readonly hash: string; readonly maxPayload: number }
>;

/** Name of a row of {@link wrappingAlgorithms}. */
export type WrappingAlgorithm = keyof typeof wrappingAlgorithms;

/** Whether `name` is a wrapping algorithm of this package. */
export function isWrappingAlgorithm(name: string): name is WrappingAlgorithm {
  return Object.hasOwn(wrappingAlgorithms, name);
}
