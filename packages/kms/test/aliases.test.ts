import {
  createAlias,
  deleteAlias,
  describeKey,
  encodeRequest,
  encrypt,
  listAliases,
  listAliasesByKeyId,
  parseRequest,
  scheduleKeyDeletion,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { account, createService, day, outcomeOf, region, type Service } from "./service.ts";

let service: Service;
let KeyId: string;
const create = (name: string, key = KeyId) =>
  outcomeOf(service.call(createAlias, { KeyId: key, AliasName: `alias/${name}` }));
const remove = (name: string) => outcomeOf(service.call(deleteAlias, { AliasName: `alias/${name}` }));
const names = async (request = {}) =>
  (await service.call(listAliases, request)).Aliases.map(({ AliasName }) => AliasName);

beforeEach(async () => {
  service = await createService();
  KeyId = await service.newKey();
});

describe("CreateAlias", () => {
  it("gives a key as many names as one likes", async () => {
    expect([await create("a"), await create("b/c_d-E9")]).toEqual(["OK", "OK"]);
    expect(await names()).toEqual(["alias/a", "alias/b/c_d-E9"]);
  });

  it("refuses a taken name, whichever key has it", async () => {
    const other = await service.newKey();
    await create("a");
    expect([await create("a"), await create("a", other)]).toEqual([
      "AliasAlreadyExists",
      "AliasAlreadyExists",
    ]);
    const { KeyMetadata } = await service.call(describeKey, { KeyId: "alias/a" });
    expect(KeyMetadata.KeyId).toBe(KeyId);
  });

  it("gives a name to one of two that want it at once", async () => {
    const other = await service.newKey();
    expect((await Promise.all([create("a"), create("a", other)])).sort()).toEqual([
      "AliasAlreadyExists",
      "OK",
    ]);
  });

  it("takes names apart by the case of their letters", async () => {
    expect([await create("a"), await create("A")]).toEqual(["OK", "OK"]);
  });

  it("does not find an unknown key", async () => {
    expect(await create("a", "11111111-1111-4111-8111-111111111111")).toBe("Forbidden.KeyNotFound");
  });

  it.each([
    "alias/acs",
    "alias/acs/kms",
    "alias/",
    "orders",
    "alias/a b",
    "alias/é",
    `alias/${"a".repeat(256)}`,
  ])("does not accept the name %j", (AliasName) => {
    const parameters = new Map([
      ["AliasName", AliasName],
      ["KeyId", KeyId],
    ]);
    expect(() => parseRequest(createAlias, parameters)).toThrow("AliasName");
  });

  it("accepts a name of 255 characters", async () => {
    const request = { KeyId, AliasName: `alias/${"a".repeat(255)}` };
    const parsed = parseRequest(createAlias, encodeRequest(createAlias, request));
    expect(await outcomeOf(service.call(createAlias, parsed))).toBe("OK");
  });
});

describe("an alias of a key in PendingDeletion", () => {
  beforeEach(async () => {
    await create("a");
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
  });

  it("still names the key", async () => {
    expect((await service.call(describeKey, { KeyId: "alias/a" })).KeyMetadata.KeyState).toBe(
      "PendingDeletion",
    );
    expect(await outcomeOf(service.call(encrypt, { KeyId: "alias/a", Plaintext: "a" }))).toBe(
      "Rejected.PendingDeletion",
    );
  });

  it("stays taken, and can be deleted", async () => {
    const other = await service.newKey();
    expect(await create("a", other)).toBe("AliasAlreadyExists");
    expect([await remove("a"), await create("a", other)]).toEqual(["OK", "OK"]);
  });

  it("is gone with the key", async () => {
    service.clock.now += 7 * day;
    expect(await names()).toEqual([]);
    expect(await remove("a")).toBe("Forbidden.AliasNotFound");
  });
});

describe("DeleteAlias", () => {
  it("takes one name away and leaves the key", async () => {
    await create("a");
    await create("b");
    expect(await remove("a")).toBe("OK");
    expect(await names()).toEqual(["alias/b"]);
    expect(await outcomeOf(service.call(describeKey, { KeyId }))).toBe("OK");
  });

  it("does not find an alias twice", async () => {
    await create("a");
    expect([await remove("a"), await remove("a")]).toEqual(["OK", "Forbidden.AliasNotFound"]);
  });
});

describe("ListAliases", () => {
  it("answers name, ARN and key", async () => {
    await create("a");
    expect(await service.call(listAliases, {})).toEqual({
      Aliases: [{ AliasName: "alias/a", AliasArn: `acs:kms:${region}:${account}:alias/a`, KeyId }],
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    });
  });

  it("answers pages, oldest first", async () => {
    for (let index = 0; index < 12; index++) await create(String(11 - index));
    expect(await names()).toHaveLength(10);
    expect(await names({ PageNumber: 2 })).toEqual(["alias/1", "alias/0"]);
    expect(await names({ PageNumber: 3, PageSize: 4 })).toEqual(["alias/3", "alias/2", "alias/1", "alias/0"]);
    expect(await service.call(listAliases, { PageNumber: 4, PageSize: 4 })).toEqual({
      Aliases: [],
      PageNumber: 4,
      PageSize: 4,
      TotalCount: 12,
    });
  });
});

describe("ListAliasesByKeyId", () => {
  const namesOf = async (request: RequestOf<typeof listAliasesByKeyId>) =>
    (await service.call(listAliasesByKeyId, request)).Aliases.map(({ AliasName }) => AliasName);

  it("answers the aliases of one key only, with name, ARN and key", async () => {
    const other = await service.newKey();
    await create("a");
    await create("b", other);
    expect(await service.call(listAliasesByKeyId, { KeyId })).toEqual({
      Aliases: [{ AliasName: "alias/a", AliasArn: `acs:kms:${region}:${account}:alias/a`, KeyId }],
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    });
    expect(await namesOf({ KeyId: other })).toEqual(["alias/b"]);
  });

  it("answers nothing for a key without aliases", async () => {
    await create("a");
    expect(await namesOf({ KeyId: await service.newKey() })).toEqual([]);
  });

  it("answers pages, oldest first", async () => {
    const other = await service.newKey();
    for (let index = 0; index < 12; index++) {
      await create(String(11 - index));
      await create(`other-${String(index)}`, other);
    }
    expect(await namesOf({ KeyId })).toHaveLength(10);
    expect(await namesOf({ KeyId, PageNumber: 2 })).toEqual(["alias/1", "alias/0"]);
    expect(await namesOf({ KeyId, PageNumber: 2, PageSize: 3 })).toEqual(["alias/8", "alias/7", "alias/6"]);
    expect(await service.call(listAliasesByKeyId, { KeyId, PageNumber: 5, PageSize: 3 })).toEqual({
      Aliases: [],
      PageNumber: 5,
      PageSize: 3,
      TotalCount: 12,
    });
  });

  it("does not find an unknown key", async () => {
    const unknown = "11111111-1111-4111-8111-111111111111";
    expect(await outcomeOf(namesOf({ KeyId: unknown }))).toBe("Forbidden.KeyNotFound");
  });
});
