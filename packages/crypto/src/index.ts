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
  RewrapOutcome,
  Rewrapped,
  Signer,
  StoredMaterial,
  WrappingTarget,
} from "./contract/backend.ts";
export {
  bindingOf,
  bytesOfBase64Text,
  canonicalContext,
  type CiphertextBlob,
  type EncryptionContext,
  joinBlob,
  splitBlob,
  withDataKey,
} from "./blob/blob.ts";
export type { ClientKeyMaker, ClientKeyPlan, NewClientKey } from "./contract/client-keys.ts";
export { canMake } from "./contract/can-make.ts";
export { combineBackends } from "./combine/combine-backends.ts";
export { createLateBackend, type LateBackendOptions } from "./combine/late-backend.ts";
export { loadOnce, type LoadedOnce } from "./combine/load-once.ts";
export { hostDataKeyLengths } from "./host/host-capabilities.ts";
export { hostCustody } from "./host/host-material.ts";
export { wrapForEach } from "./wrapping/wrap-for-each.ts";
export { combineReceivers } from "./combine/combine-receivers.ts";
export { encodeObjectIdentifier } from "./keys/object-identifier.ts";
export { isOnCurve } from "./keys/on-curve.ts";
export { encodeEcPrivateKey, encodeEcPublicKey } from "./keys/ec-key-encoding.ts";
export { type EcPrivateKey, parseEcPrivateKey } from "./keys/ec-private-key.ts";
export { CryptoError, type CryptoErrorReason, undecryptable, unsupported } from "./errors.ts";
export { openWithDataKey, sealWithDataKey } from "./sealing/envelope.ts";
export type { Field } from "./sealing/field-encoding.ts";
export { derSignature, type RawEcSignature } from "./host/ec-signatures.ts";
export { createHostBackend, type HostBackendOptions } from "./host/host-backend.ts";
export { createHostReceiver } from "./host/host-receiver.ts";
export { type RawRsa, rsaSignatures } from "./host/rsa-signatures.ts";
export type {
  EcbName,
  HostCipher,
  HostEcb,
  HostEncryption,
  HostKeyForm,
  HostKeyPair,
  HostMac,
  HostPrimitives,
  HostSignature,
  HostUnwrap,
  HostWrap,
  ReceiverPrimitives,
} from "./primitives/primitives.ts";
export { derToPem, type PemLabel, pemToDer } from "./keys/pem.ts";
export type { HardwareBackend, PinSource, TokenChoice, TokenKey, TokenSource } from "./contract/hardware.ts";
export type {
  DataKeyBytes,
  DataKeyHandle,
  DataKeyReceiver,
  OpenedDataKey,
  RecipientKeyPair,
  TokenReceiver,
} from "./contract/receiver.ts";
export type { BackendFault, OnBackendFault } from "./tried/backend-fault.ts";
export { createPseudonyms } from "./sealing/pseudonym.ts";
export {
  maxRecipientKeyLength,
  parseRecipientKey,
  type RecipientKey,
  type RsaRecipientKey,
  type Sm2RecipientKey,
} from "./recipients/recipient-key.ts";
export {
  parseRecipientPrivateKey,
  type RecipientPrivateKey,
  type RsaRecipientPrivateKey,
  type Sm2RecipientPrivateKey,
} from "./recipients/recipient-private-key.ts";
export { materialDigest } from "./keys/material-digest.ts";
export { rsaPublicKeyOf } from "./keys/rsa-private-key.ts";
export { createRowAuthenticator, type RowAuthenticator } from "./sealing/row-authenticator.ts";
export type { SealedKind, SealLabel } from "./sealing/seal-label.ts";
export { createSealer } from "./sealing/portable-sealer.ts";
export { createSealerOver, type Sealer, type SealerCipher } from "./sealing/sealer.ts";
export {
  digestToSign,
  type SignatureForm,
  signatureForm,
  type SignatureInput,
} from "./contract/signature-input.ts";
export { sm2CiphertextToDer, sm2CiphertextToRaw } from "./recipients/sm2-ciphertext.ts";
