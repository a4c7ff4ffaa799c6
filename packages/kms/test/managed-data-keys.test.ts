import {
  createSecret,
  disableKey,
  getManagedDataKey,
  getSecretValue,
  listManagedDataKeyVersions,
  listTagResources,
  parseRequest,
  tagResources,
  untagResources,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { putManagedDataKey } from "../../../tools/testing/managed-data-key.ts";
import { account, as, createService, outcomeOf, region, type Service } from "./service.ts";

const versionIds = ["xH6OPUmz", "a1B2c3D4", "00000000"];
const nameOf = (id: string) => `kms-datakeyversion!orders!${id}`;

/** A managed data key `orders` of three versions, and another one whose name begins with that. */
async function given(service: Service, place: { readonly DKMSInstanceId?: string } = {}) {
  const keyId = await service.newKey(place);
  const into = { ...service, scope: { account, region }, now: service.clock.now };
  await putManagedDataKey(into, "orders2", keyId, ["zzzzzzzz"]);
  return { keyId, ...(await putManagedDataKey(into, "orders", keyId, versionIds)) };
}

describe("GetManagedDataKey", () => {
  it("answers the first version, the newest, or the one that is named", async () => {
    const service = await createService();
    const { materials } = await given(service);
    const get = (more: object) => service.call(getManagedDataKey, { DataKeyName: "orders", ...more });
    const version = (index: number) => ({
      DataKeyName: "orders",
      DataKeyVersionId: versionIds[index],
      DataKeyVersionName: nameOf(versionIds[index] ?? ""),
      Plaintext: materials[index],
    });
    expect(await get({})).toEqual(version(0));
    expect(await get({ UseLatest: false })).toEqual(version(0));
    expect(await get({ UseLatest: true })).toEqual(version(2));
    expect(await get({ DataKeyVersionId: "a1B2c3D4" })).toEqual(version(1));
    expect(await get({ DataKeyVersionId: "a1B2c3D4", UseLatest: true })).toEqual(version(1));
  });

  it("answers one version as the first and the newest", async () => {
    const service = await createService();
    const { keyId } = await given(service);
    const into = { ...service, scope: { account, region }, now: service.clock.now };
    const { materials } = await putManagedDataKey(into, "one", keyId);
    for (const UseLatest of [true, false]) {
      const told = await service.call(getManagedDataKey, { DataKeyName: "one", UseLatest });
      expect(told.Plaintext).toEqual(materials[0]);
    }
  });

  it("finds no other name and no other version", async () => {
    const service = await createService();
    await given(service);
    for (const request of [
      { DataKeyName: "order" },
      { DataKeyName: "orders", DataKeyVersionId: "zzzzzzzz" },
      { DataKeyName: "unknown", UseLatest: true },
    ]) {
      expect(await outcomeOf(service.call(getManagedDataKey, request))).toBe("Forbidden.ResourceNotFound");
    }
    const far = service.call(getManagedDataKey, { DataKeyName: "orders" }, { region: "cn-beijing" });
    expect(await outcomeOf(far)).toBe("Forbidden.ResourceNotFound");
  });

  it("is closed while the key is disabled", async () => {
    const service = await createService();
    const { keyId } = await given(service);
    await service.call(disableKey, { KeyId: keyId });
    expect(await outcomeOf(service.call(getManagedDataKey, { DataKeyName: "orders" }))).toBe(
      "Rejected.Unavailable",
    );
  });

  it("takes one whose key is in an instance", async () => {
    const service = await createService();
    const { materials } = await given(service, { DKMSInstanceId: await service.newInstance() });
    const told = await service.call(getManagedDataKey, { DataKeyName: "orders" });
    expect(told.Plaintext).toEqual(materials[0]);
  });

  it("needs the permission on the version, and kms:Decrypt on its key", async () => {
    const arn = (resource: string) => `acs:kms:${region}:${account}:${resource}`;
    const allow = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });
    const onFirst = allow("kms:GetManagedDataKey", arn(`secret/${nameOf("xH6OPUmz")}`));
    const service = await createService({
      users: [
        { name: "half", statements: [onFirst] },
        { name: "whole", statements: [onFirst, allow("kms:Decrypt", arn("key/*"))] },
      ],
    });
    await given(service);
    const get = (user: string, more: object = {}) =>
      outcomeOf(service.call(getManagedDataKey, { DataKeyName: "orders", ...more }, as(user)));
    expect(await get("half")).toBe("Forbidden.NoPermission");
    expect(await get("whole")).toBe("OK");
    expect(await get("whole", { UseLatest: true })).toBe("Forbidden.NoPermission");
  });
});

describe("ListManagedDataKeyVersions", () => {
  it("lists page by page, oldest first, those of the name alone", async () => {
    const service = await createService();
    await given(service);
    const list = (more: object) =>
      service.call(listManagedDataKeyVersions, { DataKeyName: "orders", ...more });
    const rows = versionIds.map((id) => ({ DataKeyVersionId: id, DataKeyVersionName: nameOf(id) }));
    const paging = { PageNumber: 1, PageSize: 10, TotalCount: 3 };
    expect(await list({})).toEqual({ DataKeyName: "orders", ManagedDataKeyVersions: rows, ...paging });
    expect((await list({ PageNumber: 2, PageSize: 2 })).ManagedDataKeyVersions).toEqual(rows.slice(2));
    expect((await list({ PageNumber: 3, PageSize: 2 })).ManagedDataKeyVersions).toEqual([]);
  });

  it("does not find a name without versions", async () => {
    const { call } = await createService();
    expect(await outcomeOf(call(listManagedDataKeyVersions, { DataKeyName: "orders" }))).toBe(
      "Forbidden.ResourceNotFound",
    );
  });
});

describe("the secret of a version", () => {
  it("has no tags, and gets none", async () => {
    const service = await createService();
    await given(service);
    const named = { ResourceType: "secret" as const, ResourceId: [nameOf("xH6OPUmz")] };
    for (const call of [
      service.call(tagResources, { ...named, Tag: [{ Key: "team", Value: "pay" }] }),
      service.call(untagResources, { ...named, All: true }),
      service.call(listTagResources, named),
    ]) {
      expect(await outcomeOf(call)).toBe("InvalidResourceId.NotFound");
    }
    expect(await service.call(listTagResources, { ResourceType: "secret" })).toEqual({ TagResources: [] });
  });

  it.each([getSecretValue, createSecret])("is named by no caller of $name", (operation) => {
    const request = new Map([
      ["SecretName", nameOf("xH6OPUmz")],
      ["VersionId", "v1"],
      ["SecretData", "x"],
    ]);
    expect(() => parseRequest(operation, request)).toThrow(/SecretName/);
  });
});
