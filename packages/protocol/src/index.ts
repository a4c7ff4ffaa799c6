export { errorCatalogue, type ErrorCode, type ErrorRow } from "./errors/catalogue.ts";
export {
  serviceError,
  ServiceError,
  type AccessDeniedDetail,
  type ErrorDetail,
} from "./errors/service-error.ts";
export { shortened } from "./errors/shortened.ts";
export type { FieldForm } from "./field-form.ts";
export type { FieldRow } from "./field-table.ts";
export { decodeBase64, encodeBase64 } from "@keyferry/bytes";
export {
  formatEncryptionContext,
  parseEncryptionContext,
  type EncryptionContext,
} from "./codecs/encryption-context.ts";
export {
  identifierForms,
  readKeyArn,
  isSecretName,
  readSecretArn,
  type IdentifierForm,
  type KeyArn,
  type SecretArn,
} from "./codecs/identifiers.ts";
export { intervalText, type IntervalLimits } from "./codecs/interval.ts";
export type { ListCodec } from "./codecs/list.ts";
export type { CiphertextMark, IdentifierKind } from "./codecs/marks.ts";
export {
  allGateways,
  defineOperation,
  sharedGateways,
  type AnswerOf,
  type Api,
  type Fields,
  type GatewayKind,
  type Operation,
  type OperationSource,
  type Product,
  type RequestOf,
  type WireRequestOf,
} from "./operation.ts";
export type { AliasRow } from "./operations/aliases/fields.ts";
export type { NewDataKey, Recipient } from "./operations/cryptography/fields.ts";
export { instanceNameForm } from "./operations/instances/fields.ts";
export { keyRotationLimits, type KeyMetadata } from "./operations/keys/fields.ts";
export {
  managedDataKeyForms,
  managedDataKeyVersionName,
  managedDataKeyVersionOf,
} from "./operations/managed-data-keys/fields.ts";
export { maxTags, tagForms } from "./operations/tags/fields.ts";
export type { KeyVersion } from "./operations/versions/fields.ts";
export {
  fitsSecretData,
  maxExtendedConfig,
  secretKeyPermissions,
  secretRotationLimits,
  secretTypes,
  type SecretType,
  type SecretValue,
} from "./operations/secrets/fields.ts";
export { hasMemberTwice } from "./codecs/json-text.ts";
export { networkRulesIn, sharedAccess } from "./operations/access-points/policy-fields.ts";
// One line a group: what an operation group exports is its operations, and nothing else.
export * from "./operations/access-points/index.ts";
export * from "./operations/aliases/index.ts";
export * from "./operations/cryptography/index.ts";
export * from "./operations/imports/index.ts";
export * from "./operations/instances/index.ts";
export * from "./operations/keyferry/index.ts";
export * from "./operations/keys/index.ts";
export * from "./operations/managed-data-keys/index.ts";
export * from "./operations/policies/index.ts";
export * from "./operations/secrets/index.ts";
export * from "./operations/service/index.ts";
export * from "./operations/sts/index.ts";
export * from "./operations/tags/index.ts";
export * from "./operations/versions/index.ts";
export { handlersByName } from "./operations/by-name.ts";
export { leftOutOperations } from "./operations/left-out-operations.ts";
export {
  everyOperation,
  findOperation,
  keyferryOperations,
  operationGroups,
  operations,
  stsOperations,
  type KeyferryOperationName,
  type KeyferryOperations,
  type OperationGroup,
  type OperationName,
  type Operations,
  type StsOperationName,
  type StsOperations,
} from "./operations/index.ts";
export { limitedCalls } from "./operations/limited-calls.ts";
export { remedyFor } from "./operations/remedies.ts";
export {
  allowedStates,
  type KeyState,
  type SecretState,
  type SecretStateRow,
  type StateRow,
} from "./states.ts";
export { throttleGroups, type ThrottleGroup, type ThrottleLimit } from "./throttle-groups.ts";
export {
  checkAnswer,
  contentTypes,
  readAnswer,
  renderAnswer,
  renderError,
  wipeAnswer,
  type Answered,
  type Format,
} from "./wire/answer.ts";
export { membersOf, readJsonBody, type JsonBody } from "./wire/json-body.ts";
export { controlsPath, inspectPath } from "./wire/own-paths.ts";
export { receiptHeader } from "./wire/receipt-header.ts";
export { encodeRequest, parseRequest } from "./wire/parse-request.ts";
export { requestFaults } from "./wire/request-faults.ts";
