import {
  allowedStates,
  operations,
  type KeyState,
  type Operation,
  type OperationName,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";

describe("states", () => {
  const anyState: Row = [null, null, null, null];
  const usable: Row = [null, "Rejected.Disabled", "Rejected.PendingDeletion", "Rejected.PendingImport"];
  const unavailable = "Rejected.Unavailable";
  const closing: Row = [null, unavailable, unavailable, unavailable];
  const modified = "Rejected.StateModifiedFailed";
  // Columns: Enabled, Disabled, PendingDeletion, PendingImport.
  const documented: Readonly<Partial<Record<OperationName, Row>>> = {
    Encrypt: usable,
    Decrypt: usable,
    ReEncrypt: usable,
    GenerateDataKey: usable,
    GenerateDataKeyWithoutPlaintext: usable,
    ExportDataKey: usable,
    GenerateAndExportDataKey: usable,
    AsymmetricEncrypt: usable,
    AsymmetricDecrypt: usable,
    AsymmetricSign: usable,
    AsymmetricVerify: usable,
    GetParametersForImport: anyState,
    ImportKeyMaterial: [null, null, modified, null],
    DeleteKeyMaterial: anyState,
    GenerateMac: usable,
    VerifyMac: usable,
    CreateKeyVersion: usable,
    GetPublicKey: [null, null, "Rejected.PendingDeletion", "Rejected.PendingImport"],
    CreateKey: anyState,
    ListKeys: anyState,
    DescribeKey: anyState,
    DescribeKeyVersion: anyState,
    ListKeyVersions: anyState,
    ListAliases: anyState,
    ListAliasesByKeyId: anyState,
    DeleteAlias: anyState,
    DescribeRegions: anyState,
    ListKmsInstances: anyState,
    GetKmsInstance: anyState,
    ConnectKmsInstance: anyState,
    UpdateKmsInstanceBindVpc: anyState,
    GetDefaultKmsInstance: anyState,
    GetKmsInstanceQuotaInfos: anyState,
    UpdateKmsInstance: anyState,
    ReleaseKmsInstance: anyState,
    GetKeyPolicy: anyState,
    SetKeyPolicy: anyState,
    CreateSecret: closing,
    PutSecretValue: closing,
    GetSecretValue: closing,
    BatchGetSecretValue: closing,
    DescribeSecret: anyState,
    GetRandomPassword: anyState,
    UpdateKeyDescription: [null, null, "Rejected.PendingDeletion", null],
    UpdateAlias: [null, null, "Rejected.PendingDeletion", null],
    EnableKey: [null, null, modified, modified],
    DisableKey: [null, null, modified, modified],
    ScheduleKeyDeletion: [null, null, modified, null],
    CancelKeyDeletion: [modified, modified, null, modified],
    CreateAlias: [null, null, modified, null],
  };
  type Row = readonly [string | null, string | null, string | null, string | null];

  it.each(Object.entries(documented))("%s answers as documented", (name, row) => {
    const { states } = operations[name as OperationName];
    const columns: readonly KeyState[] = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"];
    expect(columns.map((state) => states[state])).toEqual(row);
    expect(allowedStates(states)).toEqual(columns.filter((_, column) => row[column] === null));
  });
});

describe("states of secrets", () => {
  const window = "Rejected.ResourceInDeleteWindow";
  const documented: Readonly<Partial<Record<OperationName, readonly [string | null, string | null]>>> = {
    PutSecretValue: [null, window],
    GetSecretValue: [null, window],
    UpdateSecret: [null, window],
    UpdateSecretVersionStage: [null, window],
    DeleteSecret: [null, window],
    RestoreSecret: ["Rejected.ResourceInUse", null],
    BatchGetSecretValue: [null, window],
    SetSecretPolicy: [null, window],
    GetSecretPolicy: [null, null],
    DescribeSecret: [null, null],
    ListSecretVersionIds: [null, null],
  };

  it.each(Object.entries(documented))("%s answers as documented", (name, row) => {
    const { secretStates } = operations[name as OperationName] as Operation;
    expect([secretStates?.Active, secretStates?.Deleted]).toEqual(row);
  });
});
