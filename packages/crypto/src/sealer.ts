/** What a sealed record is: bound to it as associated data, so that no row can stand in for another. */
export interface SealLabel {
  /** What kind of record. */
  readonly kind: "key material" | "access key secret" | "root key check";
  /** Id of the record: a key version id, an access key id. */
  readonly id: string;
  /** Anything else that must not change under the sealed bytes: the key spec, the account. */
  readonly detail: string;
}

/** Seals secrets that the store keeps, under the root key. Synchronous. */
export interface Sealer {
  seal(label: SealLabel, plaintext: Uint8Array): Uint8Array;
  /** @throws CryptoError `undecryptable`: another root key, another label, or altered bytes */
  open(label: SealLabel, sealed: Uint8Array): Uint8Array;
}
