import type { RecipientPrivateKey } from "../recipients/recipient-private-key.ts";
import type { RecipientKeySpec, WrappingAlgorithm } from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";

/** A recipient's key pair. */
export interface RecipientKeyPair {
  /** PKCS #8 (RFC 5958), DER. Of a pair in a token: what names the private key there, which is no secret. */
  readonly privateKey: Uint8Array;
  /** SubjectPublicKeyInfo (RFC 5280), DER. */
  readonly publicKey: Uint8Array;
}

/** A data key that has arrived on the host. The caller wipes `bytes`. */
export interface DataKeyBytes {
  readonly bytes: Uint8Array;
}

/** A data key that has arrived in a token, where it stays: `handle` names it, and is no secret. */
export interface DataKeyHandle {
  readonly handle: Uint8Array;
}

/** A data key that has arrived. */
export type OpenedDataKey = DataKeyBytes | DataKeyHandle;

/**
 * The receiving side: the cryptographic module that an exported data key travels to. Unless said otherwise it is
 * one on the host, which reads private keys and answers bytes.
 *
 * Every method throws (or rejects with) a CryptoError.
 */
export interface DataKeyReceiver<
  PrivateKey = RecipientPrivateKey,
  Opened extends OpenedDataKey = DataKeyBytes,
> {
  readonly name: string;
  readonly wrappingAlgorithms: readonly WrappingAlgorithm[];

  /** @throws CryptoError `unsupported` for a spec that it makes no pairs of */
  generateRecipientKeyPair(spec: RecipientKeySpec): MaybePromise<RecipientKeyPair>;

  /**
   * Opens an exported data key with the recipient's private key. SM2PKE is taken raw (C1 C3 C2) or in DER (GM/T 0009).
   *
   * @throws CryptoError `undecryptable`, or `unsupported` for an algorithm that is not this receiver's or the key's
   */
  openExportedDataKey(
    privateKey: PrivateKey,
    exported: Uint8Array,
    algorithm: WrappingAlgorithm,
  ): MaybePromise<Opened>;
}

/**
 * A receiver in a token: the private key is made there and stays, and the data key goes from the export into the token
 * without ever being seen. Private keys and data keys are named by references; one that the token has not is
 * `unavailable`.
 *
 * A data key that has arrived is an AES key of 16, 24 or 32 bytes: it has been tried, and is kept as an object of the
 * token, sensitive and not extractable. Of anything else that arrives nothing is kept, and it is `unsupported`.
 */
export interface TokenReceiver extends DataKeyReceiver<Uint8Array, DataKeyHandle> {
  /**
   * AES-GCM in the token, under a data key that has arrived: IV (12 bytes), ciphertext, tag (16).
   *
   * @param plaintext up to 65,536 bytes
   */
  encrypt(handle: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): MaybePromise<Uint8Array>;
  /** @throws CryptoError `undecryptable` */
  decrypt(handle: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): MaybePromise<Uint8Array>;
  /** Destroys a recipient's private key, or a data key, in the token. */
  destroy(reference: Uint8Array): MaybePromise<void>;
  /** Lets go of the module. */
  close(): MaybePromise<void>;
}
