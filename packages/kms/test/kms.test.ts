import { defineOperation, describeRegions, encrypt, generateDataKey } from "@keyferry/protocol";
import { regions } from "@keyferry/kms";
import { StoreError } from "@keyferry/store";
import { describe, expect, it } from "vitest";
import { account, bytes, createService, outcomeOf, refusalOf, region } from "./service.ts";

describe("DescribeRegions", () => {
  it("lists the regions of the real service, once each", async () => {
    const { call } = await createService();
    const { Regions } = await call(describeRegions, {});
    expect(Regions.map(({ RegionId }) => RegionId)).toEqual(regions);
    expect(new Set(regions).size).toBe(regions.length);
    expect(regions).toContain(region);
  });

  it("lists the region that it is asked in, even one of its own", async () => {
    const { call } = await createService();
    const { Regions } = await call(describeRegions, {}, { region: "my-own-1" });
    expect(Regions.at(-1)).toEqual({ RegionId: "my-own-1" });
    expect(Regions).toHaveLength(regions.length + 1);
  });
});

describe("trouble underneath", () => {
  it("is ServiceUnavailableTemporary when the module that holds a key is not there", async () => {
    const { call, newKey, store, clock } = await createService();
    const home = store.scoped({ account, region });
    const model = await home.keys.read.byId(await newKey());
    if (model === undefined) throw new Error("the key is not there");
    const id = "99999999-9999-4999-8999-999999999999";
    const version = {
      id,
      keyId: id,
      fingerprint: null,
      custody: "token",
      material: bytes("reference"),
      createdAt: clock.now,
    };
    await home.keys.write.create({ ...model, id, primaryVersionId: id }, version, []);
    const refusal = await refusalOf(call(encrypt, { KeyId: id, Plaintext: "a" }));
    expect(refusal).toMatchObject({ code: "ServiceUnavailableTemporary", status: 503 });
    expect(refusal.message).not.toContain("token");
  });

  it("is the store's own error when the store does not answer: what callers see of it is not decided here", async () => {
    const { call, newKey, store } = await createService();
    const KeyId = await newKey();
    await store.close();
    await expect(call(generateDataKey, { KeyId })).rejects.toThrow(StoreError);
  });

  it("is UnsupportedOperation for a key that is not symmetric", async () => {
    const { call, newKey, store, clock } = await createService();
    const home = store.scoped({ account, region });
    const model = await home.keys.read.byId(await newKey());
    if (model === undefined) throw new Error("the key is not there");
    const id = "99999999-9999-4999-8999-999999999999";
    const version = {
      id,
      keyId: id,
      custody: "host",
      fingerprint: null,
      material: bytes("x"),
      createdAt: clock.now,
    };
    await home.keys.write.create({ ...model, id, primaryVersionId: id, spec: "RSA_2048" }, version, []);
    expect(await outcomeOf(call(generateDataKey, { KeyId: id }))).toBe("UnsupportedOperation");
  });
});

describe("an operation that is not in the registry", () => {
  it("is a mistake of the caller's code, not of the request", async () => {
    const { call } = await createService();
    const impostor = defineOperation({ ...describeRegions, request: {}, answer: {} });
    await expect(call(impostor, {})).rejects.toThrow(TypeError);
  });
});
