export { errorCatalogue, type ErrorCode, type ErrorRow } from "./errors/catalogue.ts";
export {
  serviceError,
  ServiceError,
  type AccessDeniedDetail,
  type ErrorDetail,
} from "./errors/service-error.ts";
export { shortened } from "./errors/shortened.ts";
export type { FieldRow } from "./field-table.ts";
export { decodeBase64, encodeBase64 } from "@keyferry/bytes";
export {
  formatEncryptionContext,
  parseEncryptionContext,
  type EncryptionContext,
} from "./codecs/encryption-context.ts";
export { identifierForms, readKeyArn, type IdentifierForm, type KeyArn } from "./codecs/identifiers.ts";
export type { ListCodec } from "./codecs/list.ts";
export type { IdentifierKind } from "./codecs/marks.ts";
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
  type RequestOf,
  type WireRequestOf,
} from "./operation.ts";
export { createAlias } from "./operations/aliases/create-alias.ts";
export { deleteAlias } from "./operations/aliases/delete-alias.ts";
export { listAliasesByKeyId } from "./operations/aliases/list-aliases-by-key-id.ts";
export { listAliases } from "./operations/aliases/list-aliases.ts";
export { updateAlias } from "./operations/aliases/update-alias.ts";
export { asymmetricDecrypt } from "./operations/cryptography/asymmetric-decrypt.ts";
export { asymmetricEncrypt } from "./operations/cryptography/asymmetric-encrypt.ts";
export { asymmetricSign } from "./operations/cryptography/asymmetric-sign.ts";
export { asymmetricVerify } from "./operations/cryptography/asymmetric-verify.ts";
export { decrypt } from "./operations/cryptography/decrypt.ts";
export { encrypt } from "./operations/cryptography/encrypt.ts";
export { exportDataKey } from "./operations/cryptography/export-data-key.ts";
export { generateAndExportDataKey } from "./operations/cryptography/generate-and-export-data-key.ts";
export { generateDataKeyWithoutPlaintext } from "./operations/cryptography/generate-data-key-without-plaintext.ts";
export { generateDataKey } from "./operations/cryptography/generate-data-key.ts";
export { reEncrypt } from "./operations/cryptography/re-encrypt.ts";
export { connectKmsInstance } from "./operations/instances/connect-kms-instance.ts";
export { getDefaultKmsInstance } from "./operations/instances/get-default-kms-instance.ts";
export { getKmsInstance } from "./operations/instances/get-kms-instance.ts";
export { listKmsInstances } from "./operations/instances/list-kms-instances.ts";
export { releaseKmsInstance } from "./operations/instances/release-kms-instance.ts";
export { updateKmsInstanceBindVpc } from "./operations/instances/update-kms-instance-bind-vpc.ts";
export { cancelKeyDeletion } from "./operations/keys/cancel-key-deletion.ts";
export { createKey } from "./operations/keys/create-key.ts";
export { describeKey } from "./operations/keys/describe-key.ts";
export { disableKey } from "./operations/keys/disable-key.ts";
export { enableKey } from "./operations/keys/enable-key.ts";
export { getPublicKey } from "./operations/keys/get-public-key.ts";
export { listKeys } from "./operations/keys/list-keys.ts";
export { scheduleKeyDeletion } from "./operations/keys/schedule-key-deletion.ts";
export { updateKeyDescription } from "./operations/keys/update-key-description.ts";
export { getKeyPolicy } from "./operations/policies/get-key-policy.ts";
export { setKeyPolicy } from "./operations/policies/set-key-policy.ts";
export { describeRegions } from "./operations/service/describe-regions.ts";
export { assumeRole } from "./operations/sts/assume-role.ts";
export { getCallerIdentity } from "./operations/sts/get-caller-identity.ts";
export { stsOperations, type StsOperationName, type StsOperations } from "./operations/sts/index.ts";
export { createKeyVersion } from "./operations/versions/create-key-version.ts";
export { describeKeyVersion } from "./operations/versions/describe-key-version.ts";
export { listKeyVersions } from "./operations/versions/list-key-versions.ts";
export { documentedOperations } from "./operations/documented-operations.ts";
export { findOperation, operations, type OperationName, type Operations } from "./operations/index.ts";
export { allowedStates, type KeyState, type StateRow } from "./states.ts";
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
export { encodeRequest, parseRequest } from "./wire/parse-request.ts";
