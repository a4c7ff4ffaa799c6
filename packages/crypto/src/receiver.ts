import type { RecipientKeySpec, WrappingAlgorithm } from "./algorithms.ts";
import type { MaybePromise } from "./maybe-promise.ts";
import type { RecipientPrivateKey } from "./recipient-private-key.ts";

/** A recipient's key pair: PKCS #8 (RFC 5958) and SubjectPublicKeyInfo (RFC 5280), both DER. */
export interface RecipientKeyPair {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** A data key that has arrived. The caller wipes `bytes`. */
export interface OpenedDataKey {
  readonly bytes: Uint8Array;
}

/** The other end of the wire: the cryptographic module that an exported data key travels to. */
export interface DataKeyReceiver {
  readonly name: string;
  readonly wrappingAlgorithms: readonly WrappingAlgorithm[];

  generateRecipientKeyPair(spec: RecipientKeySpec): MaybePromise<RecipientKeyPair>;

  /**
   * Opens an exported data key with the recipient's private key. SM2PKE is taken raw (C1 C3 C2) or in DER (GM/T 0009).
   *
   * @throws CryptoError `undecryptable`, or `unsupported` for an algorithm that is not this receiver's or the key's
   */
  openExportedDataKey(
    privateKey: RecipientPrivateKey,
    exported: Uint8Array,
    algorithm: WrappingAlgorithm,
  ): MaybePromise<OpenedDataKey>;
}
