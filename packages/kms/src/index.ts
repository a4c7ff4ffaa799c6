export {
  createBlobDiagnostician,
  type BlobDiagnosis,
  type BlobDiagnostician,
  type UnopenedBlob,
} from "./crypto/blob-diagnosis.ts";
export type { HostFallback } from "./crypto/host-fallback.ts";
export {
  newInstanceId,
  newKeyIds,
  newUuid,
  newVersionId,
  type NewKeyIds,
  type RandomBytes,
} from "./keys/identifiers.ts";
export { createKms, type Kms, type KmsOptions } from "./kms.ts";
export type { CountedMessages } from "./messages/message-blocks.ts";
export { gcmLimits, type MessageLimits } from "./messages/message-limits.ts";
export { makeKey, type NewKeyPlan } from "./keys/new-key.ts";
export {
  RotationHookError,
  type ExtendedConfig,
  type ManagedValue,
  type RotationHook,
  type RotationQuestion,
  type ToldValue,
} from "./call/rotation-hook.ts";
export { largestPlan } from "./instances/plan.ts";
export { documentedQuotas, type Quotas } from "./instances/quotas.ts";
export { makeManagedDataKeyVersion, type ManagedDataKeyPlan } from "./secrets/managed-data-key.ts";
export { newInstance, type InstanceDependencies, type InstanceParticulars } from "./new-instance.ts";
export { regions } from "./regions.ts";
export { asServiceError } from "./call/failures.ts";
export { newAuditTrail, type AuditedExport, type AuditTrail } from "./call/audit-trail.ts";
export type { CallContext, Scope } from "./call/scope.ts";
