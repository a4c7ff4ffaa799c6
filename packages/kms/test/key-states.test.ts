import {
  cancelKeyDeletion,
  createAlias,
  describeKey,
  disableKey,
  enableKey,
  scheduleKeyDeletion,
  type KeyState,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { handlers } from "../src/operations/index.ts";
import { keyOperations, useKey, type KeyOperation, type UsedKey } from "./key-operations.ts";
import { instanceOperations } from "./instance-operations.ts";
import { keyPairOperations } from "./key-pair-operations.ts";
import { createService, day, outcomeOf, type Service } from "./service.ts";

const states = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"] as const satisfies KeyState[];
type Row = readonly [Enabled: string, Disabled: string, PendingDeletion: string, PendingImport: string];

const usable: Row = ["OK", "Rejected.Disabled", "Rejected.PendingDeletion", "Rejected.PendingImport"];
const any: Row = ["OK", "OK", "OK", "OK"];
const failed = "Rejected.StateModifiedFailed";

/** What an operation is called on, made of the key in that state and of another that is enabled. */
type Target = (key: UsedKey, other: UsedKey) => UsedKey;

const table: readonly (readonly [operation: KeyOperation, Row, Target?])[] = [
  ["Encrypt", usable],
  ["Decrypt", usable],
  ["ReEncrypt", usable, ({ CiphertextBlob }, other) => ({ ...other, CiphertextBlob })],
  ["ReEncrypt", usable, (key, { CiphertextBlob }) => ({ ...key, CiphertextBlob })],
  ["GenerateDataKey", usable],
  ["GenerateDataKeyWithoutPlaintext", usable],
  ["ExportDataKey", usable],
  ["GenerateAndExportDataKey", usable],
  ["CreateKey", any],
  ["ListKeys", any],
  ["DescribeKey", any],
  ["DescribeKeyVersion", any],
  ["ListKeyVersions", any],
  ["ListAliasesByKeyId", any],
  ["CreateKeyVersion", usable],
  ["UpdateKeyDescription", ["OK", "OK", "Rejected.PendingDeletion", "OK"]],
  [
    "UpdateAlias",
    ["OK", "OK", "Rejected.PendingDeletion", "OK"],
    (key, { AliasName }) => ({ ...key, AliasName }),
  ],
  ["UpdateAlias", any, ({ AliasName }, other) => ({ ...other, AliasName })],
  ["ListAliases", any],
  ["DeleteAlias", any],
  ["GetKeyPolicy", any],
  ["SetKeyPolicy", any],
  ["DescribeRegions", any],
  ["EnableKey", ["OK", "OK", failed, failed]],
  ["DisableKey", ["OK", "OK", failed, failed]],
  ["ScheduleKeyDeletion", ["OK", "OK", failed, "OK"]],
  ["CancelKeyDeletion", [failed, failed, "OK", failed]],
  ["CreateAlias", ["OK", "OK", failed, "OK"]],
];

/** A key of an instance in that state, and another that is enabled. */
async function keysIn(service: Service, state: KeyState): Promise<readonly [UsedKey, UsedKey]> {
  const { call, newKey, newInstance, setState } = service;
  const DKMSInstanceId = await newInstance();
  const ids = [await newKey({ DKMSInstanceId }), await newKey()] as const;
  await call(createAlias, { KeyId: ids[0], AliasName: "alias/it" });
  await call(createAlias, { KeyId: ids[1], AliasName: "alias/other" });
  const key = await useKey(service, ids[0], "alias/it");
  const other = await useKey(service, ids[1], "alias/other");
  await setState(key.KeyId, state);
  return [key, other];
}

describe("the state table", () => {
  const cells = table.flatMap(([operation, row, target = (key) => key], line) =>
    states.map((state, column) => ({ line, operation, state, expected: row[column] ?? "", target })),
  );

  it("has every operation in it, those of key pairs and instances apart", () => {
    const operations = [...table, ...keyPairOperations].map(([operation]) => operation);
    expect(new Set([...operations, ...instanceOperations])).toEqual(new Set(Object.keys(handlers)));
  });

  it.each(cells)("$operation of a key in $state: $expected (row $line)", async (cell) => {
    const service = await createService();
    const target = cell.target(...(await keysIn(service, cell.state)));
    expect(await outcomeOf(keyOperations[cell.operation](service, target))).toBe(cell.expected);
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
