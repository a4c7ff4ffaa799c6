import { defaultKeyPolicy } from "@keyferry/access";
import {
  cancelKeyDeletion,
  createAlias,
  createKey,
  createKeyVersion,
  decrypt,
  deleteAlias,
  describeKey,
  describeKeyVersion,
  describeRegions,
  disableKey,
  enableKey,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  getKeyPolicy,
  listAliases,
  listAliasesByKeyId,
  listKeys,
  listKeyVersions,
  reEncrypt,
  scheduleKeyDeletion,
  setKeyPolicy,
  updateAlias,
  updateKeyDescription,
} from "@keyferry/protocol";
import type { NamedVersion } from "./key-pairs.ts";
import { recipients } from "./recipients.ts";
import { account, type Caller, type Service } from "./service.ts";

/** A symmetric key with an alias of it, and with something that it has encrypted. */
export interface UsedKey extends NamedVersion {
  readonly AliasName: string;
  readonly CiphertextBlob: Uint8Array;
}

type Call = (service: Service, key: UsedKey, caller?: Caller) => Promise<unknown>;

const { fields } = recipients.RSAES_OAEP_SHA_256;

/** Encrypts with a key, so that there is something to decrypt and to export. */
export async function useKey({ call }: Service, KeyId: string, AliasName: string): Promise<UsedKey> {
  return { ...(await call(encrypt, { KeyId, Plaintext: "YmVmb3Jl" })), AliasName };
}

const calls = {
  CreateKey: ({ call }, _, caller) => call(createKey, {}, caller),
  ListKeys: ({ call }, _, caller) => call(listKeys, {}, caller),
  DescribeKey: ({ call }, { KeyId }, caller) => call(describeKey, { KeyId }, caller),
  UpdateKeyDescription: ({ call }, { KeyId }, caller) =>
    call(updateKeyDescription, { KeyId, Description: "a" }, caller),
  EnableKey: ({ call }, { KeyId }, caller) => call(enableKey, { KeyId }, caller),
  DisableKey: ({ call }, { KeyId }, caller) => call(disableKey, { KeyId }, caller),
  ScheduleKeyDeletion: ({ call }, { KeyId }, caller) =>
    call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }, caller),
  CancelKeyDeletion: ({ call }, { KeyId }, caller) => call(cancelKeyDeletion, { KeyId }, caller),
  CreateKeyVersion: ({ call }, { KeyId }, caller) => call(createKeyVersion, { KeyId }, caller),
  ListKeyVersions: ({ call }, { KeyId }, caller) => call(listKeyVersions, { KeyId }, caller),
  DescribeKeyVersion: ({ call }, { KeyId, KeyVersionId }, caller) =>
    call(describeKeyVersion, { KeyId, KeyVersionId }, caller),
  CreateAlias: ({ call }, { KeyId }, caller) => call(createAlias, { KeyId, AliasName: "alias/new" }, caller),
  UpdateAlias: ({ call }, { KeyId, AliasName }, caller) => call(updateAlias, { KeyId, AliasName }, caller),
  DeleteAlias: ({ call }, { AliasName }, caller) => call(deleteAlias, { AliasName }, caller),
  ListAliases: ({ call }, _, caller) => call(listAliases, {}, caller),
  ListAliasesByKeyId: ({ call }, { KeyId }, caller) => call(listAliasesByKeyId, { KeyId }, caller),
  GetKeyPolicy: ({ call }, { KeyId }, caller) => call(getKeyPolicy, { KeyId }, caller),
  SetKeyPolicy: ({ call }, { KeyId }, caller) =>
    call(setKeyPolicy, { KeyId, Policy: JSON.stringify(defaultKeyPolicy(account)) }, caller),
  Encrypt: ({ call }, { KeyId }, caller) => call(encrypt, { KeyId, Plaintext: "a" }, caller),
  Decrypt: ({ call }, { CiphertextBlob }, caller) => call(decrypt, { CiphertextBlob }, caller),
  ReEncrypt: ({ call }, { CiphertextBlob, KeyId }, caller) =>
    call(reEncrypt, { CiphertextBlob, DestinationKeyId: KeyId }, caller),
  GenerateDataKey: ({ call }, { KeyId }, caller) => call(generateDataKey, { KeyId }, caller),
  GenerateDataKeyWithoutPlaintext: ({ call }, { KeyId }, caller) =>
    call(generateDataKeyWithoutPlaintext, { KeyId }, caller),
  ExportDataKey: ({ call }, { CiphertextBlob }, caller) =>
    call(exportDataKey, { CiphertextBlob, ...fields }, caller),
  GenerateAndExportDataKey: ({ call }, { KeyId }, caller) =>
    call(generateAndExportDataKey, { KeyId, ...fields }, caller),
  DescribeRegions: ({ call }, _, caller) => call(describeRegions, {}, caller),
} as const satisfies Readonly<Record<string, Call>>;

/** The name of an operation that is none of key pairs. */
export type KeyOperation = keyof typeof calls;

/** Each of them, called on a symmetric key, or without one. ReEncrypt's destination is the key. */
export const keyOperations: Readonly<Record<KeyOperation, Call>> = calls;

/** Those that use the material of one key. */
export const usingMaterial = [
  "Encrypt",
  "Decrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "ExportDataKey",
  "GenerateAndExportDataKey",
] as const satisfies KeyOperation[];
