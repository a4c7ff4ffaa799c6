import { type HashName, hashes } from "./hashes.ts";
import type { KeySpec, MacKeySpec } from "./key-specs.ts";

/**
 * The algorithms of message authentication codes: HMAC (RFC 2104, FIPS 198-1) over SHA-2 or SM3. Each takes keys of the
 * spec that has its name. `length` in bytes: that of the hash, since no code is cut short.
 */
export const macAlgorithms = {
  HMAC_SHA_224: { hash: "sha224", length: hashes.sha224.length },
  HMAC_SHA_256: { hash: "sha256", length: hashes.sha256.length },
  HMAC_SHA_384: { hash: "sha384", length: hashes.sha384.length },
  HMAC_SHA_512: { hash: "sha512", length: hashes.sha512.length },
  HMAC_SM3: { hash: "sm3", length: hashes.sm3.length },
} as const satisfies Record<MacKeySpec, { readonly hash: HashName; readonly length: number }>;

/** Name of a row of {@link macAlgorithms}. */
export type MacAlgorithm = keyof typeof macAlgorithms;

/** The longest message that an authentication code is made of, in bytes: a module gets it whole. */
export const maxMacMessageLength = 65_536;

/** Whether `name` is an algorithm of message authentication codes. */
export function isMacAlgorithm(name: string): name is MacAlgorithm {
  return Object.hasOwn(macAlgorithms, name);
}

/** Whether keys of `spec` make authentication codes with `algorithm`. */
export function authenticatesWith(spec: KeySpec, algorithm: MacAlgorithm): boolean {
  return spec === algorithm;
}
