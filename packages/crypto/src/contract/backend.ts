import type { CryptoError } from "../errors.ts";
import type { RecipientKeyPair } from "./receiver.ts";
import type { RecipientKey } from "../recipients/recipient-key.ts";
import type { SignatureForm, SignatureInput } from "./signature-input.ts";
import type {
  EncryptionAlgorithm,
  ImportAlgorithm,
  KeySpec,
  MacAlgorithm,
  SignatureAlgorithm,
  WrappingAlgorithm,
} from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";

/** How a key is protected, in Alibaba Cloud's words. */
export type ProtectionLevel = "SOFTWARE" | "HSM";

/** What one custody can do, as data. */
export interface Capabilities {
  /**
   * Where key material lives: backends that share a custody can use one another's keys. The host backends share
   * `"host"`; a token has a name of its own.
   */
  readonly custody: string;
  readonly protectionLevel: ProtectionLevel;
  /** The specs of keys it can make and use. */
  readonly keySpecs: readonly KeySpec[];
  /**
   * The algorithms with which it signs and verifies digests, and those with which it does so to messages, under keys of
   * each spec that the algorithm takes.
   */
  readonly signatureAlgorithms: Readonly<Record<SignatureForm, readonly SignatureAlgorithm[]>>;
  /** The algorithms with which it encrypts and decrypts, under keys of each spec that the algorithm takes. */
  readonly encryptionAlgorithms: readonly EncryptionAlgorithm[];
  /** The algorithms with which it makes and verifies message authentication codes. */
  readonly macAlgorithms: readonly MacAlgorithm[];
  /** The algorithms under which it can wrap a data key for a recipient. */
  readonly wrappingAlgorithms: readonly WrappingAlgorithm[];
  /** What it takes in of key material that was made elsewhere. */
  readonly imports: {
    /** The specs of keys whose material it takes, once that is unwrapped. */
    readonly keySpecs: readonly KeySpec[];
    /** The algorithms whose wrapped material it unwraps, for whatever custody it is. */
    readonly algorithms: readonly ImportAlgorithm[];
  };
  /** The data key lengths it can generate and rewrap, in bytes. */
  readonly dataKeyLengths: { readonly min: number; readonly max: number; readonly multipleOf: number };
}

/** The key that a version belongs to, and where it lives. Material that a host backend has sealed opens for it alone. */
export interface KeyOwner {
  /** Account id, decimal digits. */
  readonly account: string;
  readonly region: string;
  /** The KMS instance that the key lives in; null for a key outside instances. */
  readonly instance: string | null;
  readonly keyId: string;
}

/** What a backend is told of a key version that it is to make. */
export interface NewKey {
  readonly owner: KeyOwner;
  /** Id of the key version, 36 ASCII characters. */
  readonly versionId: string;
  readonly spec: KeySpec;
  readonly protectionLevel: ProtectionLevel;
  /**
   * What the key must be able to sign; when absent, nothing. Where keys of that spec cannot, none is made: it is
   * `unsupported`.
   */
  readonly signs?: SignatureForm;
}

/** What the store keeps of key material: bytes that only a backend of that custody understands. */
export interface StoredMaterial {
  readonly custody: string;
  /** Sealed key material, or a reference to an object of a token. Never plaintext. */
  readonly material: Uint8Array;
}

/** A key version as a backend uses it. */
export interface BackendKey extends StoredMaterial {
  /** As it was when the version was made. */
  readonly owner: KeyOwner;
  readonly versionId: string;
  readonly spec: KeySpec;
}

/** A ciphertext body with what it is bound to: the key version that made it and its encryption context. */
export interface BoundBody {
  readonly key: BackendKey;
  /** The blob after its 36 bytes of version id. */
  readonly body: Uint8Array;
  /** From `bindingOf`: it must be the same as at encryption. */
  readonly binding: Uint8Array;
}

/** A key version that is to encrypt, with what the new body will be bound to. */
export type BodyTarget = Omit<BoundBody, "body">;

/** An exported data key. */
export interface Rewrapped {
  /** The data key under the recipient's public key: OAEP ciphertext, or SM2PKE in its raw form C1 C3 C2. */
  readonly exported: Uint8Array;
  /** Whether the data key stayed inside a hardware module all the way. */
  readonly inside: boolean;
}

/** Whom a data key is wrapped for, and how. */
export interface WrappingTarget {
  readonly recipient: RecipientKey;
  readonly algorithm: WrappingAlgorithm;
}

/** What came of one recipient of several: the exported data key, or why there is none. */
export type RewrapOutcome = Rewrapped | CryptoError;

/**
 * The cryptography of the service: the core that every backend has, and optional parts beside it. What a body
 * holds is text, as UTF-8 bytes; other payloads are raw bytes. The caller owns, and wipes, plaintext that it is given.
 *
 * Every method throws (or rejects with) a {@link CryptoError}. A key of another kind than a method needs is
 * `unsupported`: symmetric, pair, or for message authentication codes.
 */
export interface CryptoBackend {
  /** Short name for people and logs: `node`, `software`, `node+software`. */
  readonly name: string;
  /** One entry per custody. */
  readonly capabilities: readonly Capabilities[];

  /** Makes the material of a new key version, of whatever kind its spec is. */
  createKey(key: NewKey): MaybePromise<StoredMaterial>;
  /** Forgets a key version for good, with whatever is cached of it. */
  destroyKey(key: Omit<BackendKey, "owner" | "spec">): MaybePromise<void>;
  /** Random bytes fit for keys. */
  random(length: number): MaybePromise<Uint8Array>;
  /** Encrypts a caller's text of up to 6,144 bytes of UTF-8; answers the body of a blob. */
  encrypt(target: BodyTarget, text: Uint8Array): MaybePromise<Uint8Array>;
  /**
   * The text in a body, as UTF-8 bytes. Of a data key that is its base64 text: `bytesOfBase64Text` gives its bytes.
   *
   * @throws CryptoError `undecryptable`, for any change to body or binding
   */
  decrypt(source: BoundBody): MaybePromise<Uint8Array>;
  /** Generates a data key of `length` bytes and answers only its blob's body: its base64 text is `decrypt` of that. */
  generateDataKey(target: BodyTarget, length: number): MaybePromise<Uint8Array>;
  /**
   * Unwraps a data key and wraps its bytes for a recipient, in one call, so that a module can do it inside. Base64 text
   * that was encrypted as text counts as a data key.
   *
   * @throws CryptoError `not base64` for other text
   */
  rewrap(source: BoundBody, recipient: RecipientKey, algorithm: WrappingAlgorithm): MaybePromise<Rewrapped>;
  /**
   * Unwraps a data key once and wraps its bytes for each target, in one call, so that a module can do it inside. What `rewrap`
   * throws of a recipient or its algorithm is here the outcome of that target, and no matter to the others.
   *
   * @returns an outcome for each target, in their order
   * @throws CryptoError what is wrong with the source itself
   */
  rewrapForEach(
    source: BoundBody,
    targets: readonly WrappingTarget[],
  ): MaybePromise<readonly RewrapOutcome[]>;
  /** Decrypts under one key and encrypts under another, in one call, text of any kind. Answers the new body. */
  reencrypt(source: BoundBody, destination: BodyTarget): MaybePromise<Uint8Array>;

  /** Present where key material made elsewhere can be taken in. */
  readonly importer?: KeyImporter;
  /** Present where key material that was wrapped for the service can be unwrapped, on the host. */
  readonly unwrapper?: MaterialUnwrapper;
  /** Present where a data key that is in the host's hands can be wrapped for a recipient. */
  readonly wrapper?: RecipientWrapper;
  /** Present where keys can be pairs. */
  readonly keyPairs?: KeyPairs;
  /** Present where a key pair can sign. */
  readonly signer?: Signer;
  /** Present where a key pair can encrypt. */
  readonly asymmetricCipher?: AsymmetricCipher;
  /** Present where a key can make message authentication codes. */
  readonly mac?: Mac;

  /** Wipes cached keys and lets go of the module. */
  close(): MaybePromise<void>;
}

/** Taking in key material from outside. */
export interface KeyImporter {
  /**
   * @param material the raw key of a cipher or of HMAC, as long as its spec demands; PKCS #8 (RFC 5958) in DER of a key
   *   pair. The caller wipes it
   * @throws CryptoError `material refused` for another length or form, and for another spec's key; `unsupported` where such keys
   *   are not kept
   */
  importKey(key: NewKey, material: Uint8Array): MaybePromise<StoredMaterial>;
}

/** Unwrapping key material on its way into the service: with key pairs that are made for this, and kept nowhere. */
export interface MaterialUnwrapper {
  /**
   * Makes a key pair to wrap for.
   *
   * @returns the private key is secret: the caller wipes it
   * @throws CryptoError `unsupported`
   */
  newWrappingPair(algorithm: ImportAlgorithm): MaybePromise<RecipientKeyPair>;
  /**
   * The material inside, in the form that `importKey` takes; it has not been looked at. The caller wipes it.
   *
   * Under RSAES_PKCS1_V1_5 bad padding is no error: the answer is then bytes that hang on key and ciphertext alone, of a length
   * that does so too (implicit rejection), so that nobody can ask whether a padding is right.
   *
   * @param privateKey PKCS #8, DER, of a pair of `newWrappingPair`
   * @throws CryptoError `undecryptable`, the same for every reason in key and ciphertext; `unsupported` for another algorithm
   */
  unwrap(privateKey: Uint8Array, wrapped: Uint8Array, algorithm: ImportAlgorithm): MaybePromise<Uint8Array>;
}

/** Wrapping a data key that is already in the clear: for work on the host, where a module cannot do it inside. */
export interface RecipientWrapper {
  /**
   * @param dataKey the caller wipes it
   * @throws CryptoError `unsupported`, `payload too long`
   */
  wrap(recipient: RecipientKey, dataKey: Uint8Array, algorithm: WrappingAlgorithm): MaybePromise<Uint8Array>;
}

/** The public side of key pairs. */
export interface KeyPairs {
  /** The public key that belongs to the private one: SubjectPublicKeyInfo (RFC 5280), DER. */
  publicKey(key: BackendKey): MaybePromise<Uint8Array>;
}

/**
 * Signatures over digests or messages, whichever the capabilities name for the algorithm: `unsupported` for the other,
 * for a digest of another length than 32 bytes, and for an algorithm that is not for keys of that spec.
 */
export interface Signer {
  /** A signature as the row of `signatureAlgorithms` says: as long as the modulus, or DER. */
  sign(key: BackendKey, algorithm: SignatureAlgorithm, input: SignatureInput): MaybePromise<Uint8Array>;
  /** Whether `signature` is one of that input by that key. Whatever else its bytes may be: `false`, no error. */
  verify(
    key: BackendKey,
    algorithm: SignatureAlgorithm,
    input: SignatureInput,
    signature: Uint8Array,
  ): MaybePromise<boolean>;
}

/** Encryption under a public key: `unsupported` for an algorithm that is not for keys of that spec. */
export interface AsymmetricCipher {
  /**
   * Encrypts up to `maxPlaintext` bytes. Answers OAEP ciphertext, as long as the modulus, or SM2PKE in its raw form
   * C1 C3 C2. SM2PKE takes no empty plaintext (`unsupported`).
   *
   * @throws CryptoError `payload too long`
   */
  encrypt(key: BackendKey, algorithm: EncryptionAlgorithm, plaintext: Uint8Array): MaybePromise<Uint8Array>;
  /**
   * Decrypts what `encrypt` makes; SM2PKE in DER (GM/T 0009) as well. The answer is the caller's to wipe.
   *
   * @throws CryptoError `undecryptable`, the same for every reason
   */
  decrypt(key: BackendKey, algorithm: EncryptionAlgorithm, ciphertext: Uint8Array): MaybePromise<Uint8Array>;
}

/**
 * Message authentication codes over messages of up to `maxMacMessageLength` bytes, none included: `unsupported` for a
 * longer one, and for an algorithm that is not for keys of that spec.
 */
export interface Mac {
  /** A code as long as the row of `macAlgorithms` says. The same message under the same key has the same code. */
  generate(key: BackendKey, algorithm: MacAlgorithm, message: Uint8Array): MaybePromise<Uint8Array>;
  /**
   * Whether `mac` is that message's code, compared in constant time. One of another length, such as a code cut short, is
   * `false`, as is whatever else is none.
   */
  verify(
    key: BackendKey,
    algorithm: MacAlgorithm,
    message: Uint8Array,
    mac: Uint8Array,
  ): MaybePromise<boolean>;
}
