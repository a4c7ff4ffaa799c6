import type { KeySpec, WrappingAlgorithm } from "./algorithms.ts";
import type { MaybePromise } from "./maybe-promise.ts";
import type { RecipientKey } from "./recipient-key.ts";

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
  /** The algorithms under which it can wrap a data key for a recipient. */
  readonly wrappingAlgorithms: readonly WrappingAlgorithm[];
  /** The data key lengths it can generate and rewrap, in bytes. */
  readonly dataKeyLengths: { readonly min: number; readonly max: number; readonly multipleOf: number };
}

/** What a backend is told of a key version that it is to make. */
export interface NewKey {
  /** Id of the key version, 36 ASCII characters. */
  readonly versionId: string;
  readonly spec: KeySpec;
  readonly protectionLevel: ProtectionLevel;
}

/** What the store keeps of key material: bytes that only a backend of that custody understands. */
export interface StoredMaterial {
  readonly custody: string;
  /** Sealed key material, or a reference to an object of a token. Never plaintext. */
  readonly material: Uint8Array;
}

/** A key version as a backend uses it. */
export interface BackendKey extends StoredMaterial {
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

/**
 * The cryptography of the service: the core that every backend has. Payloads are raw bytes; the caller owns, and
 * wipes, plaintext that it is given.
 *
 * Every method throws (or rejects with) a {@link CryptoError}.
 */
export interface CryptoBackend {
  /** Short name for people and logs: `node`, `software`, `node+software`. */
  readonly name: string;
  /** One entry per custody. */
  readonly capabilities: readonly Capabilities[];

  /** Makes the material of a new key version. */
  createKey(key: NewKey): MaybePromise<StoredMaterial>;
  /** Forgets a key version for good, with whatever is cached of it. */
  destroyKey(key: Omit<BackendKey, "spec">): MaybePromise<void>;
  /** Random bytes fit for keys. */
  random(length: number): MaybePromise<Uint8Array>;
  /** Encrypts up to 6,144 bytes of a caller's data; answers the body of a blob. */
  encrypt(target: BodyTarget, plaintext: Uint8Array): MaybePromise<Uint8Array>;
  /** @throws CryptoError `undecryptable`, for any change to body or binding */
  decrypt(source: BoundBody): MaybePromise<Uint8Array>;
  /** Generates a data key of `length` bytes and answers only its blob's body: its plaintext is `decrypt` of that. */
  generateDataKey(target: BodyTarget, length: number): MaybePromise<Uint8Array>;
  /** Unwraps a data key and wraps it for a recipient, in one call, so that a module can do it inside. */
  rewrap(source: BoundBody, recipient: RecipientKey, algorithm: WrappingAlgorithm): MaybePromise<Rewrapped>;
  /** Decrypts under one key and encrypts under another, in one call. Answers the new body. */
  reencrypt(source: BoundBody, destination: BodyTarget): MaybePromise<Uint8Array>;

  /** Present where key material made elsewhere can be taken in. */
  readonly importer?: KeyImporter;

  /** Wipes cached keys and lets go of the module. */
  close(): MaybePromise<void>;
}

/** Taking in key material from outside. */
export interface KeyImporter {
  /**
   * @param material as long as the spec's cipher demands; the caller wipes it
   * @throws CryptoError `unsupported` for another length
   */
  importKey(key: NewKey, material: Uint8Array): MaybePromise<StoredMaterial>;
}
