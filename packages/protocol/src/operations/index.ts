import type { Operation } from "../operation.ts";
import { documentedOperations } from "./documented-operations.ts";
import { createAlias } from "./aliases/create-alias.ts";
import { deleteAlias } from "./aliases/delete-alias.ts";
import { listAliasesByKeyId } from "./aliases/list-aliases-by-key-id.ts";
import { listAliases } from "./aliases/list-aliases.ts";
import { updateAlias } from "./aliases/update-alias.ts";
import { asymmetricDecrypt } from "./cryptography/asymmetric-decrypt.ts";
import { asymmetricEncrypt } from "./cryptography/asymmetric-encrypt.ts";
import { asymmetricSign } from "./cryptography/asymmetric-sign.ts";
import { asymmetricVerify } from "./cryptography/asymmetric-verify.ts";
import { decrypt } from "./cryptography/decrypt.ts";
import { encrypt } from "./cryptography/encrypt.ts";
import { exportDataKey } from "./cryptography/export-data-key.ts";
import { generateAndExportDataKey } from "./cryptography/generate-and-export-data-key.ts";
import { generateDataKeyWithoutPlaintext } from "./cryptography/generate-data-key-without-plaintext.ts";
import { generateDataKey } from "./cryptography/generate-data-key.ts";
import { reEncrypt } from "./cryptography/re-encrypt.ts";
import { connectKmsInstance } from "./instances/connect-kms-instance.ts";
import { getDefaultKmsInstance } from "./instances/get-default-kms-instance.ts";
import { getKmsInstance } from "./instances/get-kms-instance.ts";
import { listKmsInstances } from "./instances/list-kms-instances.ts";
import { releaseKmsInstance } from "./instances/release-kms-instance.ts";
import { updateKmsInstanceBindVpc } from "./instances/update-kms-instance-bind-vpc.ts";
import { cancelKeyDeletion } from "./keys/cancel-key-deletion.ts";
import { createKey } from "./keys/create-key.ts";
import { describeKey } from "./keys/describe-key.ts";
import { disableKey } from "./keys/disable-key.ts";
import { enableKey } from "./keys/enable-key.ts";
import { getPublicKey } from "./keys/get-public-key.ts";
import { listKeys } from "./keys/list-keys.ts";
import { scheduleKeyDeletion } from "./keys/schedule-key-deletion.ts";
import { updateKeyDescription } from "./keys/update-key-description.ts";
import { getKeyPolicy } from "./policies/get-key-policy.ts";
import { setKeyPolicy } from "./policies/set-key-policy.ts";
import { describeRegions } from "./service/describe-regions.ts";
import { stsOperations } from "./sts/index.ts";
import { createKeyVersion } from "./versions/create-key-version.ts";
import { describeKeyVersion } from "./versions/describe-key-version.ts";
import { listKeyVersions } from "./versions/list-key-versions.ts";

/** The registry: every operation of KMS, by name. */
export interface Operations {
  readonly CreateKey: typeof createKey;
  readonly DescribeKey: typeof describeKey;
  readonly ListKeys: typeof listKeys;
  readonly UpdateKeyDescription: typeof updateKeyDescription;
  readonly EnableKey: typeof enableKey;
  readonly DisableKey: typeof disableKey;
  readonly ScheduleKeyDeletion: typeof scheduleKeyDeletion;
  readonly CancelKeyDeletion: typeof cancelKeyDeletion;
  readonly GetPublicKey: typeof getPublicKey;
  readonly CreateKeyVersion: typeof createKeyVersion;
  readonly DescribeKeyVersion: typeof describeKeyVersion;
  readonly ListKeyVersions: typeof listKeyVersions;
  readonly CreateAlias: typeof createAlias;
  readonly UpdateAlias: typeof updateAlias;
  readonly DeleteAlias: typeof deleteAlias;
  readonly ListAliases: typeof listAliases;
  readonly ListAliasesByKeyId: typeof listAliasesByKeyId;
  readonly GetKeyPolicy: typeof getKeyPolicy;
  readonly SetKeyPolicy: typeof setKeyPolicy;
  readonly Encrypt: typeof encrypt;
  readonly Decrypt: typeof decrypt;
  readonly ReEncrypt: typeof reEncrypt;
  readonly GenerateDataKey: typeof generateDataKey;
  readonly GenerateDataKeyWithoutPlaintext: typeof generateDataKeyWithoutPlaintext;
  readonly ExportDataKey: typeof exportDataKey;
  readonly GenerateAndExportDataKey: typeof generateAndExportDataKey;
  readonly AsymmetricEncrypt: typeof asymmetricEncrypt;
  readonly AsymmetricDecrypt: typeof asymmetricDecrypt;
  readonly AsymmetricSign: typeof asymmetricSign;
  readonly AsymmetricVerify: typeof asymmetricVerify;
  readonly ListKmsInstances: typeof listKmsInstances;
  readonly GetKmsInstance: typeof getKmsInstance;
  readonly ConnectKmsInstance: typeof connectKmsInstance;
  readonly UpdateKmsInstanceBindVpc: typeof updateKmsInstanceBindVpc;
  readonly GetDefaultKmsInstance: typeof getDefaultKmsInstance;
  readonly ReleaseKmsInstance: typeof releaseKmsInstance;
  readonly DescribeRegions: typeof describeRegions;
}

/** Name of an operation of KMS. */
export type OperationName = keyof Operations;

/** Every operation of KMS, by name. */
export const operations: Operations = {
  CreateKey: createKey,
  DescribeKey: describeKey,
  ListKeys: listKeys,
  UpdateKeyDescription: updateKeyDescription,
  EnableKey: enableKey,
  DisableKey: disableKey,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  CancelKeyDeletion: cancelKeyDeletion,
  GetPublicKey: getPublicKey,
  CreateKeyVersion: createKeyVersion,
  DescribeKeyVersion: describeKeyVersion,
  ListKeyVersions: listKeyVersions,
  CreateAlias: createAlias,
  UpdateAlias: updateAlias,
  DeleteAlias: deleteAlias,
  ListAliases: listAliases,
  ListAliasesByKeyId: listAliasesByKeyId,
  GetKeyPolicy: getKeyPolicy,
  SetKeyPolicy: setKeyPolicy,
  Encrypt: encrypt,
  Decrypt: decrypt,
  ReEncrypt: reEncrypt,
  GenerateDataKey: generateDataKey,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
  ExportDataKey: exportDataKey,
  GenerateAndExportDataKey: generateAndExportDataKey,
  AsymmetricEncrypt: asymmetricEncrypt,
  AsymmetricDecrypt: asymmetricDecrypt,
  AsymmetricSign: asymmetricSign,
  AsymmetricVerify: asymmetricVerify,
  ListKmsInstances: listKmsInstances,
  GetKmsInstance: getKmsInstance,
  ConnectKmsInstance: connectKmsInstance,
  UpdateKmsInstanceBindVpc: updateKmsInstanceBindVpc,
  GetDefaultKmsInstance: getDefaultKmsInstance,
  ReleaseKmsInstance: releaseKmsInstance,
  DescribeRegions: describeRegions,
};

const registries: ReadonlyMap<string, Readonly<Record<string, Operation>>> = new Map<
  string,
  Readonly<Record<string, Operation>>
>([
  ["2016-01-20", { ...operations }],
  ["2015-04-01", { ...stsOperations }],
]);

/**
 * Finds an operation by product version and action.
 *
 * @param version of the API: `2016-01-20` is KMS, `2015-04-01` is STS
 * @returns `"unknown version"` or `"unknown action"` where there is none, `"not there yet"` for an operation of KMS that the
 *   registry lacks
 */
export function findOperation(
  version: string,
  action: string,
): Operation | "unknown version" | "unknown action" | "not there yet" {
  const registry = registries.get(version);
  if (registry === undefined) return "unknown version";
  const found = Object.hasOwn(registry, action) ? registry[action] : undefined;
  if (found !== undefined) return found;
  return version === "2016-01-20" && documentedOperations.includes(action)
    ? "not there yet"
    : "unknown action";
}
