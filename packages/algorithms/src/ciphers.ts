/** What is known of a cipher that protects callers' data under a key of the service. Lengths in bytes. */
export interface CipherRow {
  readonly keyLength: number;
  readonly ivLength: 12;
  readonly tagLength: 16;
}

/** The authenticated ciphers of symmetric keys: AES (FIPS 197) and SM4 (GB/T 32907), both in GCM (SP 800-38D). */
export const ciphers = {
  AES_128_GCM: { keyLength: 16, ivLength: 12, tagLength: 16 },
  AES_192_GCM: { keyLength: 24, ivLength: 12, tagLength: 16 },
  AES_256_GCM: { keyLength: 32, ivLength: 12, tagLength: 16 },
  SM4_GCM: { keyLength: 16, ivLength: 12, tagLength: 16 },
} as const satisfies Record<string, CipherRow>;

/** Name of a row of {@link ciphers}. */
export type CipherName = keyof typeof ciphers;

/** The names under which callers ask for data keys of a length. `length` in bytes. */
export const dataKeySpecs = {
  AES_256: { length: 32 },
  AES_128: { length: 16 },
} as const satisfies Record<string, { readonly length: number }>;

/** Name of a row of {@link dataKeySpecs}. */
export type DataKeySpec = keyof typeof dataKeySpecs;
