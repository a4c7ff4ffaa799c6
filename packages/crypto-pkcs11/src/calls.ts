import type {
  EncryptionAlgorithm,
  encryptionAlgorithms,
  KeySpec,
  MacAlgorithm,
  SignatureAlgorithm,
  SymmetricKeySpec,
} from "@keyferry/algorithms";
import type { CryptoErrorReason } from "@keyferry/crypto";
import type { PinSource, TokenChoice } from "@keyferry/crypto";

/** What the helper process needs in order to open the module. */
export interface ModuleSettings {
  readonly module: string;
  readonly token: TokenChoice;
  readonly pin: PinSource;
  readonly libraryParameters?: string;
  readonly sessionCopies: number;
  /** Whether what the module makes is tried before it leaves. */
  readonly verifyOutput: boolean;
}

/** The hashes of RSAES-OAEP; MGF1 takes the same one. */
export type OaepHash = Exclude<(typeof encryptionAlgorithms)[EncryptionAlgorithm]["hash"], "sm3">;

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
  /** The specs of keys that are taken in from outside. */
  readonly importedKeySpecs: readonly KeySpec[];
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

/** A recipient with the hash of the padding under which it opens what it gets. */
export interface ModuleWrapping extends ModuleRecipient {
  readonly hash: OaepHash;
}

/** Why the module wraps nothing for one of several recipients. */
export interface ModuleRefusal {
  readonly reason: CryptoErrorReason;
  readonly message: string;
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
