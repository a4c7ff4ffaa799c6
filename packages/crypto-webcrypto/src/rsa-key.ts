/** A key pair as SubtleCrypto has it, for one hash. Neither key can be exported. */
export interface OaepKeys {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** An RSA key pair: SubtleCrypto binds a key to one hash, so that each hash has a form of its own. */
export interface WebCryptoRsaKey {
  /** Taken from the private key. */
  readonly spki: Uint8Array;
  readonly sha256: OaepKeys;
  readonly sha1: OaepKeys;
}
