import { rootPrincipal } from "@keyferry/access";
import {
  connectKmsInstance,
  getDefaultKmsInstance,
  getKmsInstance,
  listKmsInstances,
  releaseKmsInstance,
  updateKmsInstanceBindVpc,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { account, as, createService, otherAccount, outcomeOf, region, type Service } from "./service.ts";

const first = `kst-${"a".repeat(21)}`;
const second = `kst-${"b".repeat(21)}`;
const boundVpc = { RegionId: region, VpcId: "vpc-a", VSwitchId: "vsw-a", VpcOwnerId: 2_000_000_000_000_000 };

describe("ListKmsInstances", () => {
  it("lists page by page, oldest first, those of the account and region", async () => {
    const { call, newInstance } = await createService();
    await newInstance({ id: first });
    await newInstance({ id: second });
    const arn = (id: string) => `acs:kms:${region}:${account}:keystore/${id}`;
    expect(await call(listKmsInstances, {})).toEqual({
      KmsInstances: [first, second].map((id) => ({ KmsInstanceId: id, KmsInstanceArn: arn(id) })),
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 2,
    });
    expect((await call(listKmsInstances, { PageSize: 1, PageNumber: 2 })).KmsInstances).toEqual([
      { KmsInstanceId: second, KmsInstanceArn: arn(second) },
    ]);
    expect((await call(listKmsInstances, {}, { region: "cn-beijing" })).TotalCount).toBe(0);
    const stranger = { principal: rootPrincipal(otherAccount) };
    expect((await call(listKmsInstances, {}, stranger)).TotalCount).toBe(0);
    expect(await outcomeOf(call(getKmsInstance, { KmsInstanceId: first }, stranger))).toBe(
      "Forbidden.DKMSInstanceNotFound",
    );
  });

  it("finds those of a name, any of several", async () => {
    const { call, newInstance } = await createService();
    await newInstance({ id: first, name: "orders" });
    await newInstance({ id: second, name: "pay" });
    const foundBy = async (...Values: string[]) => {
      const found = await call(listKmsInstances, { Filters: [{ Key: "InstanceName", Values }] });
      return [found.KmsInstances.map(({ KmsInstanceId }) => KmsInstanceId), found.TotalCount];
    };
    expect(await foundBy("orders")).toEqual([[first], 1]);
    expect(await foundBy("pay", "orders")).toEqual([[first, second], 2]);
    expect(await foundBy("order")).toEqual([[], 0]);
    expect((await call(listKmsInstances, { Filters: [] })).TotalCount).toBe(2);
  });
});

describe("GetDefaultKmsInstance", () => {
  it("names the oldest, or none", async () => {
    const { call, newInstance } = await createService();
    expect(await call(getDefaultKmsInstance, {})).toEqual({});
    await newInstance({ id: second });
    await newInstance({ id: first });
    expect(await call(getDefaultKmsInstance, {})).toEqual({ DefaultKmsInstanceId: second });
  });
});

describe("GetKmsInstance", () => {
  it("tells what clients of the dedicated gateway must trust", async () => {
    const { call, newInstance } = await createService({ caCertificateChainPem: "a certificate" });
    const KmsInstanceId = await newInstance({ name: "orders" });
    const { KmsInstance } = await call(getKmsInstance, { KmsInstanceId });
    expect(KmsInstance).toMatchObject({
      InstanceId: KmsInstanceId,
      InstanceName: "orders",
      Status: "Connected",
      CaCertificateChainPem: "a certificate",
      BindVpcs: [],
      VpcNum: 1,
    });
  });

  it("says of a new one that it is not connected", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance({ connection: null });
    const { KmsInstance } = await call(getKmsInstance, { KmsInstanceId });
    expect(KmsInstance).toMatchObject({ Status: "Uninitialized", VswitchIds: [], ZoneIds: [], VpcNum: 0 });
    expect(KmsInstance).not.toHaveProperty("VpcId");
    expect(KmsInstance).not.toHaveProperty("CaCertificateChainPem");
  });
});

describe("UpdateKmsInstanceBindVpc", () => {
  it("puts the VPCs in the place of those before", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance();
    await call(updateKmsInstanceBindVpc, {
      KmsInstanceId,
      BindVpcs: [boundVpc, { ...boundVpc, VpcId: "vpc-b" }],
    });
    await call(updateKmsInstanceBindVpc, { KmsInstanceId, BindVpcs: [boundVpc] });
    const { KmsInstance } = await call(getKmsInstance, { KmsInstanceId });
    expect(KmsInstance.BindVpcs).toEqual([{ ...boundVpc, VpcOwnerId: "2000000000000000" }]);
    expect(KmsInstance.VpcNum).toBe(2);
  });

  it("is refused before the instance is connected", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance({ connection: null });
    expect(await outcomeOf(call(updateKmsInstanceBindVpc, { KmsInstanceId, BindVpcs: [] }))).toBe(
      "Forbidden.DKMSInstanceStateInvalid",
    );
  });
});

describe("an instance that is released between the question and the deed", () => {
  it.each([
    [
      "ConnectKmsInstance",
      ({ call }: Service) =>
        call(connectKmsInstance, {
          KmsInstanceId: first,
          KMProvider: "Aliyun",
          VpcId: "a",
          VSwitchIds: "a",
          ZoneIds: "a",
        }),
    ],
    [
      "UpdateKmsInstanceBindVpc",
      ({ call }: Service) => call(updateKmsInstanceBindVpc, { KmsInstanceId: first, BindVpcs: [boundVpc] }),
    ],
    ["ReleaseKmsInstance", ({ call }: Service) => call(releaseKmsInstance, { KmsInstanceId: first })],
  ] as const)("is told to be gone by %s", async (_, act) => {
    const service = await createService({
      onQuestion: async () => {
        await service.store.scoped({ account, region }).instances.write.delete(first);
      },
    });
    await service.newInstance({ id: first });
    expect(await outcomeOf(act(service))).toBe("Forbidden.DKMSInstanceNotFound");
  });
});

describe("a user", () => {
  it("needs the permission on the instance", async () => {
    const statements = [
      { Effect: "Allow", Action: "kms:GetKmsInstance", Resource: `acs:kms:*:*:keystore/${first}` },
    ];
    const { call, newInstance } = await createService({ users: [{ name: "ci", statements }] });
    await newInstance({ id: first });
    await newInstance({ id: second });
    const ci = as("ci");
    expect(await outcomeOf(call(getKmsInstance, { KmsInstanceId: first }, ci))).toBe("OK");
    for (const refused of [
      call(getKmsInstance, { KmsInstanceId: second }, ci),
      call(listKmsInstances, {}, ci),
      call(getDefaultKmsInstance, {}, ci),
      call(updateKmsInstanceBindVpc, { KmsInstanceId: first, BindVpcs: [] }, ci),
      call(releaseKmsInstance, { KmsInstanceId: first }, ci),
      call(
        connectKmsInstance,
        { KmsInstanceId: first, KMProvider: "Aliyun", VpcId: "a", VSwitchIds: "a", ZoneIds: "a" },
        ci,
      ),
    ]) {
      expect(await outcomeOf(refused)).toBe("Forbidden.NoPermission");
    }
  });
});
