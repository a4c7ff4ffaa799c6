import { createAlias, disableKey, listKeys, type RequestOf } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { account, createService, region, type Service } from "./service.ts";

type Request = RequestOf<typeof listKeys>;
type Filters = NonNullable<Request["Filters"]>;

let service: Service;
let instance: string;
/** Ids of the keys, by a name of ours. */
let ids: Readonly<Record<"plain" | "sm4" | "hsm" | "tagged" | "inside", string>>;

beforeEach(async () => {
  service = await createService();
  const { newKey, newInstance, call } = service;
  instance = await newInstance();
  ids = {
    plain: await newKey(),
    sm4: await newKey({ KeySpec: "Aliyun_SM4" }),
    hsm: await newKey({ ProtectionLevel: "HSM" }),
    tagged: await newKey({
      Tags: [
        { TagKey: "team", TagValue: "payments" },
        { TagKey: "stage", TagValue: "test" },
      ],
    }),
    inside: await newKey({ DKMSInstanceId: instance }),
  };
  await call(createAlias, { KeyId: ids.plain, AliasName: "alias/orders" });
  await call(disableKey, { KeyId: ids.sm4 });
});

/** Names of the keys that are listed. */
async function listed(request: Request): Promise<readonly string[]> {
  const { Keys } = await service.call(listKeys, request);
  const names = Object.entries(ids);
  return Keys.map(({ KeyId }) => names.find(([, id]) => id === KeyId)?.[0] ?? "unknown");
}

const where = (...filters: readonly (readonly [Filters[number]["Key"], ...string[]])[]) => ({
  Filters: filters.map(([Key, ...Values]) => ({ Key, Values })),
});

describe("ListKeys", () => {
  it("answers all keys with their ARNs, oldest first", async () => {
    expect(await listed({})).toEqual(["plain", "sm4", "hsm", "tagged", "inside"]);
    const { Keys, ...paging } = await service.call(listKeys, {});
    expect(Keys[0]).toEqual({ KeyId: ids.plain, KeyArn: `acs:kms:${region}:${account}:key/${ids.plain}` });
    expect(paging).toEqual({ PageNumber: 1, PageSize: 10, TotalCount: 5 });
  });

  it("answers pages", async () => {
    expect(await listed({ PageSize: 2 })).toEqual(["plain", "sm4"]);
    expect(await listed({ PageNumber: 2, PageSize: 2 })).toEqual(["hsm", "tagged"]);
    expect(await listed({ PageNumber: 3, PageSize: 2 })).toEqual(["inside"]);
    expect(await service.call(listKeys, { PageNumber: 9, PageSize: 100 })).toEqual({
      Keys: [],
      PageNumber: 9,
      PageSize: 100,
      TotalCount: 5,
    });
  });

  it("answers 10 keys a page unless told otherwise", async () => {
    for (let index = 0; index < 6; index++) await service.newKey();
    expect((await service.call(listKeys, {})).Keys).toHaveLength(10);
    expect((await service.call(listKeys, { PageNumber: 2 })).Keys).toHaveLength(1);
  });
});

describe("the filters of ListKeys", () => {
  it.each<[Filters[number]["Key"], string[], string[]]>([
    ["KeyState", ["Disabled"], ["sm4"]],
    ["KeyState", ["Enabled", "Disabled"], ["plain", "sm4", "hsm", "tagged", "inside"]],
    ["KeySpec", ["Aliyun_SM4"], ["sm4"]],
    ["KeyUsage", ["ENCRYPT/DECRYPT"], ["plain", "sm4", "hsm", "tagged", "inside"]],
    ["KeyUsage", ["SIGN/VERIFY"], []],
    ["ProtectionLevel", ["HSM"], ["hsm"]],
    ["CreatorType", ["User"], ["plain", "sm4", "hsm", "tagged", "inside"]],
    ["CreatorType", ["Service"], []],
    ["CreatorType", ["Service", "User"], ["plain", "sm4", "hsm", "tagged", "inside"]],
    ["AliasName", ["alias/orders", "alias/none"], ["plain"]],
    ["AliasName", ["orders"], ["plain"]],
    ["Creator", [account], ["plain", "sm4", "hsm", "tagged", "inside"]],
    ["Creator", ["2000000000000000"], []],
    ["TagKey", ["team"], ["tagged"]],
    ["TagValue", ["test"], ["tagged"]],
    ["TagValue", ["team"], []],
  ])("%s %j", async (key, values, names) => {
    expect(await listed(where([key, ...values]))).toEqual(names);
  });

  it("DKMSInstanceId and keyId", async () => {
    expect(await listed(where(["DKMSInstanceId", instance]))).toEqual(["inside"]);
    expect(await listed(where(["keyId", ids.hsm, ids.plain]))).toEqual(["plain", "hsm"]);
  });

  it("of different keys must all match", async () => {
    expect(await listed(where(["KeyState", "Enabled"], ["KeySpec", "Aliyun_SM4"]))).toEqual([]);
    expect(await listed(where(["KeyState", "Enabled"], ["ProtectionLevel", "HSM"]))).toEqual(["hsm"]);
  });

  it("of the same key add up", async () => {
    const filters = where(["keyId", ids.hsm], ["keyId", ids.sm4]);
    expect(await listed(filters)).toEqual(["sm4", "hsm"]);
    expect(await listed(where(["CreatorType", "Service"], ["CreatorType", "User"]))).toHaveLength(5);
  });

  it("may come in any order", async () => {
    expect(await listed(where(["CreatorType", "Service"], ["keyId", ids.hsm]))).toEqual([]);
    expect(await listed(where(["keyId", ids.hsm], ["CreatorType", "Service"]))).toEqual([]);
  });

  it("may hold values that no key can have", async () => {
    expect(await listed(where(["AliasName", "\ud800", "\0", "'; --", "%"]))).toEqual([]);
  });

  it("count what they leave", async () => {
    const request = { ...where(["ProtectionLevel", "SOFTWARE"]), PageSize: 1 };
    expect((await service.call(listKeys, request)).TotalCount).toBe(4);
  });
});
