import type { CipherName } from "./ciphers.ts";
import { hashes } from "./hashes.ts";
import { namesOf } from "./names-of.ts";

const symmetricKeySpecs = {
  Aliyun_AES_256: { kind: "symmetric", cipher: "AES_256_GCM" },
  Aliyun_SM4: { kind: "symmetric", cipher: "SM4_GCM" },
  Aliyun_AES_192: { kind: "symmetric", cipher: "AES_192_GCM", isHardwareOnly: true },
  Aliyun_AES_128: { kind: "symmetric", cipher: "AES_128_GCM", isHardwareOnly: true },
} as const satisfies Record<
  string,
  { readonly kind: "symmetric"; readonly cipher: CipherName; readonly isHardwareOnly?: true }
>;

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
  HMAC_SHA_224: { kind: "mac", keyLength: hashes.sha224.length },
  HMAC_SHA_256: { kind: "mac", keyLength: hashes.sha256.length },
  HMAC_SHA_384: { kind: "mac", keyLength: hashes.sha384.length },
  HMAC_SHA_512: { kind: "mac", keyLength: hashes.sha512.length },
  HMAC_SM3: { kind: "mac", keyLength: hashes.sm3.length },
} as const satisfies Record<string, { readonly kind: "mac"; readonly keyLength: number }>;

/**
 * The key specs that Alibaba Cloud documents, under its names. `kind` tells what a row holds besides:
 *
 * - `symmetric`: the cipher, and whether its keys have ProtectionLevel HSM, as documented.
 * - `rsa`: the length of the modulus, and so of every ciphertext and signature, in bytes. The exponent is 65537.
 * - `ec`: nothing. The curves stand in `ecCurves`.
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

/** The key specs of RSA keys, from the shortest modulus to the longest. */
export const rsaKeySpecNames = namesOf(rsaKeySpecs);

/** Whether `name` is a key spec with a row. */
export function isKeySpec(name: string): name is KeySpec {
  return Object.hasOwn(keySpecs, name);
}

/** Whether `name` is the key spec of symmetric keys that encrypt. */
export function isSymmetricKeySpec(name: string): name is SymmetricKeySpec {
  return Object.hasOwn(symmetricKeySpecs, name);
}

/** Whether keys of a spec have ProtectionLevel HSM, and no other. */
export function isHardwareOnly(spec: KeySpec): boolean {
  return "isHardwareOnly" in keySpecs[spec];
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
