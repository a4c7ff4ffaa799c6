export {
  createBlobDiagnostician,
  type BlobDiagnosis,
  type BlobDiagnostician,
  type UnopenedBlob,
} from "./blob-diagnosis.ts";
export type { HostFallback } from "./host-fallback.ts";
export {
  newInstanceId,
  newKeyIds,
  newUuid,
  newVersionId,
  type NewKeyIds,
  type RandomBytes,
} from "./identifiers.ts";
export { createKms, type Kms, type KmsOptions } from "./kms.ts";
export { makeKey, type NewKeyPlan } from "./new-key.ts";
export { regions } from "./regions.ts";
export type { AuditedRecipient, AuditTrail, CallContext, Scope } from "./scope.ts";
