import type { KeyHalves } from "./key-halves.ts";

/** An RSA key pair: SubtleCrypto binds a key to one algorithm and one hash, so that each has a form of its own. */
export interface WebCryptoRsaKey {
  /** Taken from the private key. */
  readonly spki: Uint8Array;
  /** Of RSAES-OAEP. */
  readonly oaepSha256: KeyHalves;
  readonly oaepSha1: KeyHalves;
  /** Of RSASSA-PSS and RSASSA-PKCS1-v1_5, both with SHA-256. */
  readonly pss: KeyHalves;
  readonly pkcs1: KeyHalves;
}
