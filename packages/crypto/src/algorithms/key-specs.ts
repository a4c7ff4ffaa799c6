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

const symmetricKeySpecs = {
  Aliyun_AES_256: { kind: "symmetric", cipher: "AES_256_GCM" },
  Aliyun_SM4: { kind: "symmetric", cipher: "SM4_GCM" },
} as const satisfies Record<string, { readonly kind: "symmetric"; readonly cipher: CipherName }>;

const rsaKeySpecs = {
  RSA_2048: { kind: "rsa", modulusLength: 256 },
  RSA_3072: { kind: "rsa", modulusLength: 384 },
  RSA_4096: { kind: "rsa", modulusLength: 512 },
} as const satisfies Record<string, { readonly kind: "rsa"; readonly modulusLength: number }>;

const ecKeySpecs = {
  EC_P256: { kind: "ec" },
  EC_P256K: { kind: "ec" },
  EC_SM2: { kind: "ec" },
} as const satisfies Record<string, { readonly kind: "ec" }>;

const macKeySpecs = {
  HMAC_SHA_224: { kind: "mac", keyLength: 28 },
  HMAC_SHA_256: { kind: "mac", keyLength: 32 },
  HMAC_SHA_384: { kind: "mac", keyLength: 48 },
  HMAC_SHA_512: { kind: "mac", keyLength: 64 },
  HMAC_SM3: { kind: "mac", keyLength: 32 },
} as const satisfies Record<string, { readonly kind: "mac"; readonly keyLength: number }>;

/**
 * The key specs, under Alibaba Cloud's names. `kind` tells what a row holds besides:
 *
 * - `symmetric`: the cipher.
 * - `rsa`: the length of the modulus, and so of every ciphertext and signature, in bytes. The exponent is 65537.
 * - `ec`: nothing. EC_P256 is NIST's P-256 and EC_P256K is secp256k1 (both SEC 2), EC_SM2 is the recommended curve of
 *   GB/T 32918.5. Coordinates and scalars have 32 bytes on all three.
 * - `mac`: the length of the key in bytes: that of the hash's output, which RFC 2104 3 asks for at least.
 */
export const keySpecs = { ...symmetricKeySpecs, ...rsaKeySpecs, ...ecKeySpecs, ...macKeySpecs } as const;

/** Name of a row of {@link keySpecs} with a cipher. */
export type SymmetricKeySpec = keyof typeof symmetricKeySpecs;
/** Name of a row of {@link keySpecs} for RSA. */
export type RsaKeySpec = keyof typeof rsaKeySpecs;
/** Name of a row of {@link keySpecs} on an elliptic curve. */
export type EcKeySpec = keyof typeof ecKeySpecs;
/** Name of a row of {@link keySpecs} whose keys are pairs of a private and a public one. */
export type AsymmetricKeySpec = RsaKeySpec | EcKeySpec;
/** Name of a row of {@link keySpecs} whose keys make message authentication codes, each with the algorithm of its name. */
export type MacKeySpec = keyof typeof macKeySpecs;
/** Name of a row of {@link keySpecs}. */
export type KeySpec = SymmetricKeySpec | AsymmetricKeySpec | MacKeySpec;

/** Whether `name` is a key spec of this package. */
export function isKeySpec(name: string): name is KeySpec {
  return Object.hasOwn(keySpecs, name);
}

/** Whether `name` is the key spec of symmetric keys that encrypt. */
export function isSymmetricKeySpec(name: string): name is SymmetricKeySpec {
  return Object.hasOwn(symmetricKeySpecs, name);
}

/** Whether `name` is the key spec of RSA keys. */
export function isRsaKeySpec(name: string): name is RsaKeySpec {
  return Object.hasOwn(rsaKeySpecs, name);
}

/** Whether `name` is the key spec of keys on an elliptic curve. */
export function isEcKeySpec(name: string): name is EcKeySpec {
  return Object.hasOwn(ecKeySpecs, name);
}

/** Whether `name` is the key spec of key pairs. */
export function isAsymmetricKeySpec(name: string): name is AsymmetricKeySpec {
  return isRsaKeySpec(name) || isEcKeySpec(name);
}

/** Whether `name` is the key spec of keys for message authentication codes. */
export function isMacKeySpec(name: string): name is MacKeySpec {
  return Object.hasOwn(macKeySpecs, name);
}
