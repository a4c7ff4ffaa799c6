import type { RecipientKeyPair } from "../contract/receiver.ts";
import type { RecipientKey } from "../recipients/recipient-key.ts";
import type { RecipientPrivateKey } from "../recipients/recipient-private-key.ts";
import type {
  AsymmetricKeySpec,
  CipherName,
  EncryptionAlgorithm,
  ImportAlgorithmRow,
  MacAlgorithm,
  RecipientKeySpec,
  SignatureAlgorithm,
  WrappingAlgorithm,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";

/** How one library takes in key material. `K` is the library's own key object, made once and cached. */
export interface HostKeyForm<K = unknown> {
  /** Takes the raw key; the library keeps its own copy, since the caller wipes `material`. */
  importKey(material: Uint8Array): MaybePromise<K>;
  /** Wipes what the library lets us wipe. */
  forgetKey?(key: K): void;
}

/** An authenticated cipher of one library. Its key material is the cipher's key. */
export interface HostCipher<K = unknown> extends HostKeyForm<K> {
  /** Answers ciphertext and tag, joined. */
  seal(key: K, iv: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): MaybePromise<Uint8Array>;
  /** @throws CryptoError `undecryptable` */
  open(key: K, iv: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): MaybePromise<Uint8Array>;
}

/** One library's message authentication codes of one algorithm. Its key material is the raw key. */
export interface HostMac<K = unknown> extends HostKeyForm<K> {
  generate(key: K, message: Uint8Array): MaybePromise<Uint8Array>;
  /** Compares in constant time. `mac` has the length of the algorithm's codes. */
  verify(key: K, message: Uint8Array, mac: Uint8Array): MaybePromise<boolean>;
}

/** One way of one library to sign: digests of 32 bytes, or messages of any length, which the library hashes. */
export interface HostSignature<K = unknown> {
  sign(key: K, input: Uint8Array): MaybePromise<Uint8Array>;
  /** `false` for whatever is no signature, of any length; uses only the public side of `key`. */
  verify(key: K, input: Uint8Array, signature: Uint8Array): MaybePromise<boolean>;
}

/** One way of one library to encrypt under a public key. Lengths have been checked. */
export interface HostEncryption<K = unknown> {
  /** Uses only the public side of `key`. */
  encrypt(key: K, plaintext: Uint8Array): MaybePromise<Uint8Array>;
  /**
   * Takes a ciphertext as long as the modulus, or SM2PKE in its raw form C1 C3 C2.
   *
   * @throws CryptoError `undecryptable`
   */
  decrypt(key: K, ciphertext: Uint8Array): MaybePromise<Uint8Array>;
}

/** What one library does with key pairs of one spec. Its key material is PKCS #8 (RFC 5958), DER. */
export interface HostKeyPair<K = unknown> extends HostKeyForm<K> {
  /** Makes the PKCS #8 of a new key pair; the caller wipes it. */
  generate(): MaybePromise<Uint8Array>;
  /** The public key that belongs to the private one, whatever else PKCS #8 says: SubjectPublicKeyInfo, DER. */
  publicKey(key: K): MaybePromise<Uint8Array>;
  /** Over digests; and over messages by their SHA-256, where that is the algorithm's hash. */
  readonly signatures: Readonly<Partial<Record<SignatureAlgorithm, HostSignature<K>>>>;
  /** Over messages, where the library hashes for itself. */
  readonly messageSignatures?: Readonly<Partial<Record<SignatureAlgorithm, HostSignature<K>>>>;
  readonly encryptions: Readonly<Partial<Record<EncryptionAlgorithm, HostEncryption<K>>>>;
  /**
   * RSAES-PKCS1-v1_5 (RFC 8017 7.2) with implicit rejection: bad padding gives bytes that hang on key and ciphertext alone.
   * Absent where the library has no such thing.
   */
  readonly pkcs1?: Pick<HostEncryption<K>, "decrypt">;
}

/**
 * Decrypts with a block cipher in ECB. AES_256_ECB takes off the padding of PKCS #7, SM4_ECB has none. Key and ciphertext have
 * lengths of their kind.
 *
 * @throws CryptoError `undecryptable`
 */
export type HostEcb = (key: Uint8Array, ciphertext: Uint8Array) => Uint8Array;

/** Name of a block cipher that imported material is encrypted with. */
export type EcbName = NonNullable<ImportAlgorithmRow["content"]>["cipher"];

/** Of the keys `K`, those that an algorithm wraps for. */
type KeyFor<A extends WrappingAlgorithm, K> = Extract<
  K,
  { readonly spec: (typeof wrappingAlgorithms)[A]["recipient"] }
>;

/** Wraps a payload, whose length has been checked, for a recipient of the algorithm's spec. */
export type HostWrap<K extends RecipientKey = RecipientKey> = (
  recipient: K,
  payload: Uint8Array,
) => MaybePromise<Uint8Array>;

/**
 * All that a host backend brings of its own: which ciphers, wrappings, key pairs and codes its library has. Everything else
 * (sealing, caching, the body of a blob, wiping) is the same for all of them and stands in `createHostBackend`.
 */
export interface HostPrimitives {
  readonly name: string;
  readonly ciphers: Readonly<Partial<Record<CipherName, HostCipher>>>;
  readonly wraps: { readonly [A in WrappingAlgorithm]?: HostWrap<KeyFor<A, RecipientKey>> };
  /**
   * None when absent. An algorithm must be there for each spec here that it takes, or for none; RSA_2048, where there is RSA, since the
   * longer moduli are tested by it.
   */
  readonly keyPairs?: Readonly<Partial<Record<AsymmetricKeySpec, HostKeyPair>>>;
  /** None when absent. */
  readonly ecb?: Readonly<Partial<Record<EcbName, HostEcb>>>;
  /** None when absent. */
  readonly macs?: Readonly<Partial<Record<MacAlgorithm, HostMac>>>;
  /** From the library's cryptographic generator. */
  randomBytes(length: number): Uint8Array;
}

/**
 * Opens an exported data key with a private key of the algorithm's spec. RSA: 256 bytes; SM2PKE: raw, C1 C3 C2.
 *
 * @throws CryptoError `undecryptable`
 */
export type HostUnwrap<K extends RecipientPrivateKey = RecipientPrivateKey> = (
  privateKey: K,
  exported: Uint8Array,
) => MaybePromise<Uint8Array>;

/** All that a host receiver brings of its own; the rest stands in `createHostReceiver`. */
export interface ReceiverPrimitives {
  readonly name: string;
  readonly unwraps: { readonly [A in WrappingAlgorithm]?: HostUnwrap<KeyFor<A, RecipientPrivateKey>> };
  readonly keyPairs: Readonly<Partial<Record<RecipientKeySpec, () => MaybePromise<RecipientKeyPair>>>>;
}
