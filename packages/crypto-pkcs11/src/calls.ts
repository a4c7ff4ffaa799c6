import type {
  AsymmetricKeySpec,
  EncryptionAlgorithm,
  KeySpec,
  MacAlgorithm,
  MacKeySpec,
  SignatureAlgorithm,
  SymmetricKeySpec,
} from "@keyferry/algorithms";
import type { CryptoErrorReason } from "@keyferry/crypto";
import type { PinSource, TokenChoice } from "./options.ts";

/** What the helper process needs in order to open the module. */
export interface ModuleSettings {
  readonly module: string;
  readonly token: TokenChoice;
  readonly pin: PinSource;
  readonly libraryParameters?: string;
  readonly sessionCopies: number;
}

/** The hashes of RSAES-OAEP; MGF1 takes the same one. */
export type OaepHash = "sha256" | "sha1";

/** What a module really does, found out by doing it. */
export interface ModuleFindings {
  /** Description and version, as the library calls itself. */
  readonly library: string;
  /** The form of CK_GCM_PARAMS: with the number of the IV's bits filled in (PKCS #11 2.40 errata 1 and later), or without. */
  readonly gcmParameters: "with ivBits" | "without ivBits";
  /** The number of the mechanism that is AES key wrap with padding of RFC 5649. */
  readonly keyWrapMechanism: number;
  /** The lengths that the mechanism wraps rightly, in bytes. */
  readonly dataKeyLengths: { readonly min: number; readonly max: number; readonly multipleOf: number };
  /** The hashes of OAEP under which C_WrapKey wraps a data key for others. */
  readonly wrappingHashes: readonly OaepHash[];
  /** The hashes of OAEP under which C_UnwrapKey takes a data key in. */
  readonly unwrappingHashes: readonly OaepHash[];
  readonly keySpecs: readonly KeySpec[];
  readonly signatureAlgorithms: readonly SignatureAlgorithm[];
  readonly encryptionAlgorithms: readonly EncryptionAlgorithm[];
  readonly macAlgorithms: readonly MacAlgorithm[];
}

/** An opened token. */
export interface OpenedToken {
  readonly label: string;
  readonly serialNumber: string;
  readonly findings: ModuleFindings;
}

/** The objects of one key version in the token, by name. */
export interface ModuleKey<S extends KeySpec = KeySpec> {
  readonly versionId: string;
  readonly spec: S;
  /** What their CKA_IDs begin with, 16 bytes. */
  readonly id: Uint8Array;
}

/** A symmetric key with what a body is bound to. */
export interface ModuleTarget {
  readonly key: ModuleKey<SymmetricKeySpec>;
  readonly binding: Uint8Array;
}

/** A body with the key that made it. */
export interface ModuleSource extends ModuleTarget {
  readonly body: Uint8Array;
}

/** A recipient's RSA public key, checked: both numbers big-endian, without leading zeros. */
export interface ModuleRecipient {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/** A key of a receiving token, by name. */
export interface ReceiverKey {
  /** What its CKA_ID begins with, 16 bytes. */
  readonly id: Uint8Array;
}

/** Objects of a token that were made for one key version. */
export interface TokenEntry {
  /** The key version that they were made for, or `receiver` for keys that were received. */
  readonly owner: string;
  /** What their CKA_IDs begin with, 16 bytes. */
  readonly id: Uint8Array;
  /** What each is for. */
  readonly roles: readonly string[];
}

/** What lives in the module besides its token's own objects. */
export interface SessionCensus {
  /**
   * Every object that ends with its session, as the module counts them. SoftHSM counts the half-written files of a
   * process that was killed while it made a key.
   */
  readonly sessionObjects: number;
  /** Those among them that are copies of the token's keys, kept for speed. */
  readonly sessionCopies: number;
}

/** What the helper process can be asked to do. Bytes are copied on their way; answers are the caller's. */
export interface ModuleCalls {
  /** Opens the module. Without `known` it looks at what the module can do. */
  open(settings: ModuleSettings, known: ModuleFindings | undefined): OpenedToken;
  /** Makes the objects of a key version under `id`, 16 bytes that no other key has. */
  createKey(versionId: string, id: Uint8Array, spec: KeySpec): void;
  /** Destroys all that `createKey` made of a key. It fails unless the token was there to tell that nothing is left. */
  undoKey(versionId: string, id: Uint8Array): void;
  /** Answers how many objects there were. */
  destroyKey(versionId: string, id: Uint8Array): number;
  random(length: number): Uint8Array;
  encrypt(target: ModuleTarget, text: Uint8Array): Uint8Array;
  /** The text that was encrypted; of a data key its base64 text. */
  decrypt(source: ModuleSource): Uint8Array;
  generateDataKey(target: ModuleTarget, length: number): Uint8Array;
  rewrap(source: ModuleSource, recipient: ModuleRecipient, hash: OaepHash): Uint8Array;
  reencrypt(source: ModuleSource, destination: ModuleTarget): Uint8Array;
  publicKey(key: ModuleKey<AsymmetricKeySpec>): Uint8Array;
  /** A signature over a digest of 32 bytes: as long as the modulus, or r and s of 32 bytes each. */
  sign(key: ModuleKey<AsymmetricKeySpec>, algorithm: SignatureAlgorithm, digest: Uint8Array): Uint8Array;
  verify(
    key: ModuleKey<AsymmetricKeySpec>,
    algorithm: SignatureAlgorithm,
    digest: Uint8Array,
    signature: Uint8Array,
  ): boolean;
  encryptOaep(key: ModuleKey<AsymmetricKeySpec>, hash: OaepHash, plaintext: Uint8Array): Uint8Array;
  decryptOaep(key: ModuleKey<AsymmetricKeySpec>, hash: OaepHash, ciphertext: Uint8Array): Uint8Array;
  /** The code of a message, with the algorithm of the key's spec. */
  generateMac(key: ModuleKey<MacKeySpec>, message: Uint8Array): Uint8Array;
  verifyMac(key: ModuleKey<MacKeySpec>, message: Uint8Array, mac: Uint8Array): boolean;
  createRecipient(): { readonly id: Uint8Array; readonly publicKey: Uint8Array };
  receiveDataKey(recipient: ReceiverKey, exported: Uint8Array, hash: OaepHash): Uint8Array;
  encryptReceived(key: ReceiverKey, plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array;
  decryptReceived(key: ReceiverKey, ciphertext: Uint8Array, associatedData: Uint8Array): Uint8Array;
  destroyReceived(key: ReceiverKey): number;
  /** Fails while the token is away. */
  checkToken(): void;
  listKeys(): readonly TokenEntry[];
  census(): SessionCensus;
}

/** Name of a call. */
export type CallName = keyof ModuleCalls;

/** A call on its way to the helper process. */
export interface Request {
  readonly number: number;
  readonly name: CallName;
  readonly args: readonly unknown[];
}

/** Why a call failed in the helper process. */
export interface Failure {
  readonly reason: CryptoErrorReason;
  readonly message: string;
  /**
   * - `call`: the call's own fault; the module is sound.
   * - `token`: the module or its token does not do what it should; a new helper process may find it well again.
   * - `final`: no new start may try again before somebody has looked.
   */
  readonly blame: "call" | "token" | "final";
}

/** What the helper process answers. */
export type Response =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly failure: Failure };
