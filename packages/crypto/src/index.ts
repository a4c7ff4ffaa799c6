export {
  digestLength,
  type EncryptionAlgorithm,
  encryptionAlgorithms,
  encryptsWith,
  isEncryptionAlgorithm,
  isSignatureAlgorithm,
  isWrappingAlgorithm,
  maxPlaintext,
  type RecipientKeySpec,
  type SignatureAlgorithm,
  signatureAlgorithms,
  signsWith,
  type WrappingAlgorithm,
  wrappingAlgorithms,
} from "./algorithms.ts";
export type {
  AsymmetricCipher,
  BackendKey,
  BodyTarget,
  BoundBody,
  Capabilities,
  CryptoBackend,
  KeyImporter,
  KeyOwner,
  KeyPairs,
  Mac,
  NewKey,
  ProtectionLevel,
  RecipientWrapper,
  Rewrapped,
  Signer,
  StoredMaterial,
} from "./backend.ts";
export { bytesOfBase64Text } from "./base64-text.ts";
export { bindingOf, canonicalContext, type EncryptionContext } from "./binding.ts";
export { type CiphertextBlob, joinBlob, splitBlob } from "./blob.ts";
export { canMake } from "./choose-backend.ts";
export { combineBackends } from "./combine-backends.ts";
export { combineReceivers } from "./combine-receivers.ts";
export { type EcCurve, ecCurves, isOnCurve, isOnSm2Curve, sm2Curve } from "./ec-curves.ts";
export { encodeEcPrivateKey, encodeEcPublicKey } from "./ec-key-encoding.ts";
export { type EcPrivateKey, parseEcPrivateKey } from "./ec-private-key.ts";
export { CryptoError, type CryptoErrorReason } from "./errors.ts";
export type { Field } from "./field-encoding.ts";
export { derSignature, type RawEcSignature } from "./host/ec-signatures.ts";
export { createHostBackend, type HostBackendOptions } from "./host/host-backend.ts";
export { createHostReceiver } from "./host/host-receiver.ts";
export { type RawRsa, rsaSignatures } from "./host/rsa-signatures.ts";
export type {
  HostCipher,
  HostEncryption,
  HostKeyForm,
  HostKeyPair,
  HostMac,
  HostPrimitives,
  HostSignature,
  HostUnwrap,
  HostWrap,
  ReceiverPrimitives,
} from "./host/primitives.ts";
export {
  type AsymmetricKeySpec,
  type CipherName,
  type CipherRow,
  ciphers,
  type EcKeySpec,
  isAsymmetricKeySpec,
  isEcKeySpec,
  isKeySpec,
  isMacKeySpec,
  isRsaKeySpec,
  isSymmetricKeySpec,
  type KeySpec,
  keySpecs,
  type MacKeySpec,
  type RsaKeySpec,
  type SymmetricKeySpec,
} from "./key-specs.ts";
export {
  authenticatesWith,
  isMacAlgorithm,
  type MacAlgorithm,
  macAlgorithms,
  maxMacMessageLength,
} from "./mac-algorithms.ts";
export { andFinally, andThen, type MaybePromise } from "./maybe-promise.ts";
export { derToPem, type PemLabel, pemToDer } from "./pem.ts";
export type {
  DataKeyBytes,
  DataKeyHandle,
  DataKeyReceiver,
  OpenedDataKey,
  RecipientKeyPair,
  TokenReceiver,
} from "./receiver.ts";
export { createPseudonyms } from "./pseudonym.ts";
export {
  parseRecipientKey,
  type RecipientKey,
  type RsaRecipientKey,
  type Sm2RecipientKey,
} from "./recipient-key.ts";
export { createRecipientKeyCache } from "./recipient-key-cache.ts";
export { parseRecipientPrivateKey, type RecipientPrivateKey } from "./recipient-private-key.ts";
export { rsaPublicKeyOf } from "./rsa-private-key.ts";
export { createRowAuthenticator, type RowAuthenticator } from "./row-authenticator.ts";
export type { SealedKind, SealLabel } from "./seal-label.ts";
export { isScalar } from "./scalar-range.ts";
export { createSealer, type Sealer } from "./sealer.ts";
export { digestToSign, type SignatureForm, signatureForm, type SignatureInput } from "./signature-input.ts";
export { sm2CiphertextToDer, sm2CiphertextToRaw } from "./sm2-ciphertext.ts";
