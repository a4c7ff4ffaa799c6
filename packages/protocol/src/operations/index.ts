import type { Operation } from "../operation.ts";
import { createAlias } from "./aliases/create-alias.ts";
import { deleteAlias } from "./aliases/delete-alias.ts";
import { listAliases } from "./aliases/list-aliases.ts";
import { decrypt } from "./cryptography/decrypt.ts";
import { encrypt } from "./cryptography/encrypt.ts";
import { exportDataKey } from "./cryptography/export-data-key.ts";
import { generateAndExportDataKey } from "./cryptography/generate-and-export-data-key.ts";
import { generateDataKey } from "./cryptography/generate-data-key.ts";
import { generateDataKeyWithoutPlaintext } from "./cryptography/generate-data-key-without-plaintext.ts";
import { reEncrypt } from "./cryptography/re-encrypt.ts";
import { cancelKeyDeletion } from "./keys/cancel-key-deletion.ts";
import { createKey } from "./keys/create-key.ts";
import { describeKey } from "./keys/describe-key.ts";
import { disableKey } from "./keys/disable-key.ts";
import { enableKey } from "./keys/enable-key.ts";
import { listKeys } from "./keys/list-keys.ts";
import { scheduleKeyDeletion } from "./keys/schedule-key-deletion.ts";
import { describeRegions } from "./service/describe-regions.ts";

/** The registry: every operation, by name. */
export interface Operations {
  readonly CreateKey: typeof createKey;
  readonly DescribeKey: typeof describeKey;
  readonly ListKeys: typeof listKeys;
  readonly EnableKey: typeof enableKey;
  readonly DisableKey: typeof disableKey;
  readonly ScheduleKeyDeletion: typeof scheduleKeyDeletion;
  readonly CancelKeyDeletion: typeof cancelKeyDeletion;
  readonly CreateAlias: typeof createAlias;
  readonly DeleteAlias: typeof deleteAlias;
  readonly ListAliases: typeof listAliases;
  readonly Encrypt: typeof encrypt;
  readonly Decrypt: typeof decrypt;
  readonly ReEncrypt: typeof reEncrypt;
  readonly GenerateDataKey: typeof generateDataKey;
  readonly GenerateDataKeyWithoutPlaintext: typeof generateDataKeyWithoutPlaintext;
  readonly ExportDataKey: typeof exportDataKey;
  readonly GenerateAndExportDataKey: typeof generateAndExportDataKey;
  readonly DescribeRegions: typeof describeRegions;
}

/** Name of an operation. */
export type OperationName = keyof Operations;

/** Every operation, by name. */
export const operations: Operations = {
  CreateKey: createKey,
  DescribeKey: describeKey,
  ListKeys: listKeys,
  EnableKey: enableKey,
  DisableKey: disableKey,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  CancelKeyDeletion: cancelKeyDeletion,
  CreateAlias: createAlias,
  DeleteAlias: deleteAlias,
  ListAliases: listAliases,
  Encrypt: encrypt,
  Decrypt: decrypt,
  ReEncrypt: reEncrypt,
  GenerateDataKey: generateDataKey,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
  ExportDataKey: exportDataKey,
  GenerateAndExportDataKey: generateAndExportDataKey,
  DescribeRegions: describeRegions,
};

/**
 * Finds an operation by product version and action.
 *
 * @param version of the API, such as `2016-01-20`
 * @returns `"unknown version"` or `"unknown action"` where there is none
 */
export function findOperation(
  version: string,
  action: string,
): Operation | "unknown version" | "unknown action" {
  if (version !== "2016-01-20") return "unknown version";
  return Object.hasOwn(operations, action) ? operations[action as OperationName] : "unknown action";
}
