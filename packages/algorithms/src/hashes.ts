/** The hash functions: SHA-1 and SHA-2 (FIPS 180-4), SM3 (GB/T 32905). `length` of a digest in bytes. */
export const hashes = {
  sha1: { length: 20 },
  sha224: { length: 28 },
  sha256: { length: 32 },
  sha384: { length: 48 },
  sha512: { length: 64 },
  sm3: { length: 32 },
} as const satisfies Record<string, { readonly length: number }>;

/** Name of a row of {@link hashes}. */
export type HashName = keyof typeof hashes;
