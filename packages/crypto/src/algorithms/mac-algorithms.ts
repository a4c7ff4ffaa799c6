import type { KeySpec, MacKeySpec } from "./key-specs.ts";

/**
 * The algorithms of message authentication codes: HMAC (RFC 2104, FIPS 198-1) over SHA-2 (FIPS 180-4) or SM3
 * (GB/T 32905). Each takes keys of the spec that has its name. `length` in bytes: that of the hash, since no code is cut
 * short.
 */
export const macAlgorithms = {
  HMAC_SHA_224: { hash: "sha224", length: 28 },
  HMAC_SHA_256: { hash: "sha256", length: 32 },
  HMAC_SHA_384: { hash: "sha384", length: 48 },
  HMAC_SHA_512: { hash: "sha512", length: 64 },
  HMAC_SM3: { hash: "sm3", length: 32 },
} as const satisfies Record<MacKeySpec, { readonly hash: string; readonly length: number }>;

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
