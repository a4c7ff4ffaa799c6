import type { OperationName, Operations } from "@keyferry/protocol";
import type { Handler } from "../call/handler.ts";
import { createAliasHandler } from "./aliases/create-alias.ts";
import { deleteAliasHandler } from "./aliases/delete-alias.ts";
import { listAliasesByKeyIdHandler } from "./aliases/list-aliases-by-key-id.ts";
import { listAliasesHandler } from "./aliases/list-aliases.ts";
import { updateAliasHandler } from "./aliases/update-alias.ts";
import { asymmetricDecryptHandler } from "./cryptography/asymmetric-decrypt.ts";
import { asymmetricEncryptHandler } from "./cryptography/asymmetric-encrypt.ts";
import { asymmetricSignHandler } from "./cryptography/asymmetric-sign.ts";
import { asymmetricVerifyHandler } from "./cryptography/asymmetric-verify.ts";
import { decryptHandler } from "./cryptography/decrypt.ts";
import { encryptHandler } from "./cryptography/encrypt.ts";
import { exportDataKeyHandler } from "./cryptography/export-data-key.ts";
import { generateAndExportDataKeyHandler } from "./cryptography/generate-and-export-data-key.ts";
import { generateDataKeyWithoutPlaintextHandler } from "./cryptography/generate-data-key-without-plaintext.ts";
import { generateDataKeyHandler } from "./cryptography/generate-data-key.ts";
import { reEncryptHandler } from "./cryptography/re-encrypt.ts";
import { connectKmsInstanceHandler } from "./instances/connect-kms-instance.ts";
import { getDefaultKmsInstanceHandler } from "./instances/get-default-kms-instance.ts";
import { getKmsInstanceHandler } from "./instances/get-kms-instance.ts";
import { listKmsInstancesHandler } from "./instances/list-kms-instances.ts";
import { releaseKmsInstanceHandler } from "./instances/release-kms-instance.ts";
import { updateKmsInstanceBindVpcHandler } from "./instances/update-kms-instance-bind-vpc.ts";
import { cancelKeyDeletionHandler } from "./keys/cancel-key-deletion.ts";
import { createKeyHandler } from "./keys/create-key.ts";
import { describeKeyHandler } from "./keys/describe-key.ts";
import { disableKeyHandler } from "./keys/disable-key.ts";
import { enableKeyHandler } from "./keys/enable-key.ts";
import { getPublicKeyHandler } from "./keys/get-public-key.ts";
import { listKeysHandler } from "./keys/list-keys.ts";
import { scheduleKeyDeletionHandler } from "./keys/schedule-key-deletion.ts";
import { updateKeyDescriptionHandler } from "./keys/update-key-description.ts";
import { getKeyPolicyHandler } from "./policies/get-key-policy.ts";
import { setKeyPolicyHandler } from "./policies/set-key-policy.ts";
import { describeRegionsHandler } from "./service/describe-regions.ts";
import { createKeyVersionHandler } from "./versions/create-key-version.ts";
import { describeKeyVersionHandler } from "./versions/describe-key-version.ts";
import { listKeyVersionsHandler } from "./versions/list-key-versions.ts";

/** The behaviour of every operation: a registry entry without one does not compile. */
export const handlers: { readonly [Name in OperationName]: Handler<Operations[Name]> } = {
  CreateKey: createKeyHandler,
  DescribeKey: describeKeyHandler,
  ListKeys: listKeysHandler,
  UpdateKeyDescription: updateKeyDescriptionHandler,
  EnableKey: enableKeyHandler,
  DisableKey: disableKeyHandler,
  ScheduleKeyDeletion: scheduleKeyDeletionHandler,
  CancelKeyDeletion: cancelKeyDeletionHandler,
  GetPublicKey: getPublicKeyHandler,
  CreateKeyVersion: createKeyVersionHandler,
  DescribeKeyVersion: describeKeyVersionHandler,
  ListKeyVersions: listKeyVersionsHandler,
  CreateAlias: createAliasHandler,
  UpdateAlias: updateAliasHandler,
  DeleteAlias: deleteAliasHandler,
  ListAliases: listAliasesHandler,
  ListAliasesByKeyId: listAliasesByKeyIdHandler,
  GetKeyPolicy: getKeyPolicyHandler,
  SetKeyPolicy: setKeyPolicyHandler,
  Encrypt: encryptHandler,
  Decrypt: decryptHandler,
  ReEncrypt: reEncryptHandler,
  GenerateDataKey: generateDataKeyHandler,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintextHandler,
  ExportDataKey: exportDataKeyHandler,
  GenerateAndExportDataKey: generateAndExportDataKeyHandler,
  AsymmetricEncrypt: asymmetricEncryptHandler,
  AsymmetricDecrypt: asymmetricDecryptHandler,
  AsymmetricSign: asymmetricSignHandler,
  AsymmetricVerify: asymmetricVerifyHandler,
  ListKmsInstances: listKmsInstancesHandler,
  GetKmsInstance: getKmsInstanceHandler,
  ConnectKmsInstance: connectKmsInstanceHandler,
  UpdateKmsInstanceBindVpc: updateKmsInstanceBindVpcHandler,
  GetDefaultKmsInstance: getDefaultKmsInstanceHandler,
  ReleaseKmsInstance: releaseKmsInstanceHandler,
  DescribeRegions: describeRegionsHandler,
};
