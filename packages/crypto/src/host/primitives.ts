import type { RecipientKeySpec, WrappingAlgorithm } from "../algorithms.ts";
import type { CipherName } from "../key-specs.ts";
import type { MaybePromise } from "../maybe-promise.ts";
import type { RecipientKeyPair } from "../receiver.ts";
import type { RecipientKey } from "../recipient-key.ts";
import type { RecipientPrivateKey } from "../recipient-private-key.ts";

/** An authenticated cipher of one library. `K` is the library's own key object, made once and cached. */
export interface HostCipher<K = unknown> {
  /** Takes the raw key; the library keeps its own copy, since the caller wipes `material`. */
  importKey(material: Uint8Array): MaybePromise<K>;
  /** Answers ciphertext and tag, joined. */
  seal(key: K, iv: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): MaybePromise<Uint8Array>;
  /** @throws CryptoError `undecryptable` */
  open(key: K, iv: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): MaybePromise<Uint8Array>;
  /** Wipes what the library lets us wipe. */
  forgetKey?(key: K): void;
}

/** Wraps a payload, whose length has been checked, for a recipient of the algorithm's spec. */
export type HostWrap = (recipient: RecipientKey, payload: Uint8Array) => MaybePromise<Uint8Array>;

/**
 * All that a host backend brings of its own: which ciphers and wrappings its library has. Everything else (sealing,
 * caching, the body of a blob, wiping) is the same for all of them and stands in `createHostBackend`.
 */
export interface HostPrimitives {
  readonly name: string;
  readonly ciphers: Readonly<Partial<Record<CipherName, HostCipher>>>;
  readonly wraps: Readonly<Partial<Record<WrappingAlgorithm, HostWrap>>>;
  /** From the library's cryptographic generator. */
  randomBytes(length: number): Uint8Array;
}

/**
 * Opens an exported data key with a private key of the algorithm's spec. RSA: 256 bytes; SM2PKE: raw, C1 C3 C2.
 *
 * @throws CryptoError `undecryptable`
 */
export type HostUnwrap = (privateKey: RecipientPrivateKey, exported: Uint8Array) => MaybePromise<Uint8Array>;

/** All that a host receiver brings of its own; the rest stands in `createHostReceiver`. */
export interface ReceiverPrimitives {
  readonly name: string;
  readonly unwraps: Readonly<Partial<Record<WrappingAlgorithm, HostUnwrap>>>;
  readonly keyPairs: Readonly<Partial<Record<RecipientKeySpec, () => MaybePromise<RecipientKeyPair>>>>;
}
