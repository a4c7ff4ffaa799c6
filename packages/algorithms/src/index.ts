export { type CipherName, type CipherRow, ciphers, type DataKeySpec, dataKeySpecs } from "./ciphers.ts";
export { type EcCurve, ecCurves, sm2Curve } from "./ec-curves.ts";
export {
  type EncryptionAlgorithm,
  encryptionAlgorithms,
  encryptsWith,
  isEncryptionAlgorithm,
  maxPlaintext,
} from "./encryption-algorithms.ts";
export { type HashName, hashes } from "./hashes.ts";
export {
  type AsymmetricKeySpec,
  type EcKeySpec,
  isAsymmetricKeySpec,
  isEcKeySpec,
  isHardwareOnly,
  isKeySpec,
  isMacKeySpec,
  isRsaKeySpec,
  isSymmetricKeySpec,
  type KeySpec,
  keySpecs,
  type MacKeySpec,
  type RsaKeySpec,
  rsaKeySpecNames,
  type SymmetricKeySpec,
} from "./key-specs.ts";
export { type KeyUsage, keyUsages, usagesOf } from "./key-usages.ts";
export {
  type ImportAlgorithm,
  type ImportAlgorithmRow,
  importAlgorithms,
  importsWith,
} from "./import-algorithms.ts";
export {
  authenticatesWith,
  isMacAlgorithm,
  type MacAlgorithm,
  macAlgorithms,
  maxMacMessageLength,
} from "./mac-algorithms.ts";
export { namesOf } from "./names-of.ts";
export {
  digestLength,
  isSignatureAlgorithm,
  type SignatureAlgorithm,
  signatureAlgorithms,
  signsWith,
} from "./signature-algorithms.ts";
export {
  isWrappingAlgorithm,
  type RecipientKeySpec,
  recipientKeySpecs,
  type WrappingAlgorithm,
  wrappingAlgorithms,
} from "./wrapping-algorithms.ts";
