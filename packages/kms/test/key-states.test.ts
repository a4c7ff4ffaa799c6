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
  listAliases,
  listAliasesByKeyId,
  listKeys,
  listKeyVersions,
  reEncrypt,
  scheduleKeyDeletion,
  updateAlias,
  updateKeyDescription,
  type KeyState,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { handlers } from "../src/operations/index.ts";
import { keyPairOperations } from "./key-pair-operations.ts";
import { recipients } from "./recipients.ts";
import { bytes, createService, day, outcomeOf, type Service } from "./service.ts";

const states = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"] as const satisfies KeyState[];
type Row = readonly [Enabled: string, Disabled: string, PendingDeletion: string, PendingImport: string];

const usable: Row = ["OK", "Rejected.Disabled", "Rejected.PendingDeletion", "Rejected.PendingImport"];
const any: Row = ["OK", "OK", "OK", "OK"];
const failed = "Rejected.StateModifiedFailed";

/** A key of an instance in some state, what it encrypted before, an alias of it, and another key that is enabled. */
interface Setting {
  readonly KeyId: string;
  readonly KeyVersionId: string;
  readonly CiphertextBlob: Uint8Array;
  readonly otherKey: string;
  readonly otherBlob: Uint8Array;
}

type Call = (service: Service, setting: Setting) => Promise<unknown>;

const to = recipients.RSAES_OAEP_SHA_256.fields;
const table: readonly (readonly [operation: string, Row, Call])[] = [
  ["Encrypt", usable, ({ call }, { KeyId }) => call(encrypt, { KeyId, Plaintext: bytes("a") })],
  ["Decrypt", usable, ({ call }, { CiphertextBlob }) => call(decrypt, { CiphertextBlob })],
  [
    "ReEncrypt",
    usable,
    ({ call }, { CiphertextBlob, otherKey }) =>
      call(reEncrypt, { CiphertextBlob, DestinationKeyId: otherKey }),
  ],
  [
    "ReEncrypt",
    usable,
    ({ call }, { otherBlob, KeyId }) =>
      call(reEncrypt, { CiphertextBlob: otherBlob, DestinationKeyId: KeyId }),
  ],
  ["GenerateDataKey", usable, ({ call }, { KeyId }) => call(generateDataKey, { KeyId })],
  [
    "GenerateDataKeyWithoutPlaintext",
    usable,
    ({ call }, { KeyId }) => call(generateDataKeyWithoutPlaintext, { KeyId }),
  ],
  ["ExportDataKey", usable, ({ call }, { CiphertextBlob }) => call(exportDataKey, { CiphertextBlob, ...to })],
  [
    "GenerateAndExportDataKey",
    usable,
    ({ call }, { KeyId }) => call(generateAndExportDataKey, { KeyId, ...to }),
  ],
  ["CreateKey", any, ({ call }) => call(createKey, {})],
  ["ListKeys", any, ({ call }) => call(listKeys, {})],
  ["DescribeKey", any, ({ call }, { KeyId }) => call(describeKey, { KeyId })],
  [
    "DescribeKeyVersion",
    any,
    ({ call }, { KeyId, KeyVersionId }) => call(describeKeyVersion, { KeyId, KeyVersionId }),
  ],
  ["ListKeyVersions", any, ({ call }, { KeyId }) => call(listKeyVersions, { KeyId })],
  ["ListAliasesByKeyId", any, ({ call }, { KeyId }) => call(listAliasesByKeyId, { KeyId })],
  ["CreateKeyVersion", usable, ({ call }, { KeyId }) => call(createKeyVersion, { KeyId })],
  [
    "UpdateKeyDescription",
    ["OK", "OK", "Rejected.PendingDeletion", "OK"],
    ({ call }, { KeyId }) => call(updateKeyDescription, { KeyId, Description: "a" }),
  ],
  [
    "UpdateAlias",
    ["OK", "OK", "Rejected.PendingDeletion", "OK"],
    ({ call }, { KeyId }) => call(updateAlias, { KeyId, AliasName: "alias/other" }),
  ],
  [
    "UpdateAlias",
    any,
    ({ call }, { otherKey }) => call(updateAlias, { KeyId: otherKey, AliasName: "alias/it" }),
  ],
  ["ListAliases", any, ({ call }) => call(listAliases, {})],
  ["DeleteAlias", any, ({ call }) => call(deleteAlias, { AliasName: "alias/it" })],
  ["DescribeRegions", any, ({ call }) => call(describeRegions, {})],
  ["EnableKey", ["OK", "OK", failed, failed], ({ call }, { KeyId }) => call(enableKey, { KeyId })],
  ["DisableKey", ["OK", "OK", failed, failed], ({ call }, { KeyId }) => call(disableKey, { KeyId })],
  [
    "ScheduleKeyDeletion",
    ["OK", "OK", failed, "OK"],
    ({ call }, { KeyId }) => call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }),
  ],
  [
    "CancelKeyDeletion",
    [failed, failed, "OK", failed],
    ({ call }, { KeyId }) => call(cancelKeyDeletion, { KeyId }),
  ],
  [
    "CreateAlias",
    ["OK", "OK", failed, "OK"],
    ({ call }, { KeyId }) => call(createAlias, { KeyId, AliasName: "alias/second" }),
  ],
];

async function settingIn(service: Service, state: KeyState): Promise<Setting> {
  const { call, newKey, newInstance, setState } = service;
  const DKMSInstanceId = await newInstance();
  const [KeyId, otherKey] = [await newKey({ DKMSInstanceId }), await newKey()];
  const Plaintext = bytes("before");
  const { CiphertextBlob, KeyVersionId } = await call(encrypt, { KeyId, Plaintext });
  const { CiphertextBlob: otherBlob } = await call(encrypt, { KeyId: otherKey, Plaintext });
  await call(createAlias, { KeyId, AliasName: "alias/it" });
  await call(createAlias, { KeyId: otherKey, AliasName: "alias/other" });
  await setState(KeyId, state);
  return { KeyId, KeyVersionId, CiphertextBlob, otherKey, otherBlob };
}

describe("the state table", () => {
  const cells = table.flatMap(([operation, row, call], line) =>
    states.map((state, column) => ({ line, operation, state, expected: row[column] ?? "", call })),
  );

  it("has every operation in it, those of key pairs apart", () => {
    const operations = [...table, ...keyPairOperations].map(([operation]) => operation);
    expect(new Set(operations)).toEqual(new Set(Object.keys(handlers)));
  });

  it.each(cells)("$operation of a key in $state: $expected (row $line)", async (cell) => {
    const service = await createService();
    const setting = await settingIn(service, cell.state);
    expect(await outcomeOf(cell.call(service, setting))).toBe(cell.expected);
  });
});

describe("a key's state", () => {
  let service: Service;
  let KeyId: string;
  const metadata = async () => (await service.call(describeKey, { KeyId })).KeyMetadata;

  beforeEach(async () => {
    service = await createService();
    KeyId = await service.newKey();
  });

  it("goes to Disabled and back", async () => {
    await service.call(disableKey, { KeyId });
    expect((await metadata()).KeyState).toBe("Disabled");
    await service.call(enableKey, { KeyId });
    expect((await metadata()).KeyState).toBe("Enabled");
  });

  it.each([7, 366])("goes to PendingDeletion for %i days, and tells the day", async (days) => {
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: days });
    expect(await metadata()).toMatchObject({
      KeyState: "PendingDeletion",
      DeleteDate: new Date(service.clock.now + days * day),
    });
  });

  it("is Enabled again, without a day of deletion, once the deletion is cancelled", async () => {
    await service.call(disableKey, { KeyId });
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    await service.call(cancelKeyDeletion, { KeyId });
    const { KeyState, DeleteDate } = await metadata();
    expect({ KeyState, DeleteDate }).toEqual({ KeyState: "Enabled", DeleteDate: undefined });
  });

  it("is changed by one of two calls at once, not by both", async () => {
    const schedule = () => outcomeOf(service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }));
    const outcomes = await Promise.all([schedule(), schedule(), schedule()]);
    expect(outcomes.sort()).toEqual(["OK", failed, failed]);
  });

  it("is not changed by a call that is refused", async () => {
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 30 });
    const before = await metadata();
    await outcomeOf(service.call(enableKey, { KeyId }));
    await outcomeOf(service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }));
    expect(await metadata()).toEqual(before);
  });
});
