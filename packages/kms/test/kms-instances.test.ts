import { rootPrincipal } from "@keyferry/access";
import { largestPlan } from "@keyferry/kms";
import {
  connectKmsInstance,
  createKeyVersion,
  createSecret,
  getDefaultKmsInstance,
  getKmsInstance,
  getKmsInstanceQuotaInfos,
  listKmsInstances,
  releaseKmsInstance,
  setDeletionProtection,
  updateKmsInstance,
  updateKmsInstanceBindVpc,
} from "@keyferry/protocol";
import type { InstancePlan } from "@keyferry/store";
import { describe, expect, it } from "vitest";
import { account, as, createService, otherAccount, outcomeOf, region } from "./service.ts";

const first = `kst-${"a".repeat(21)}`;
const second = `kst-${"b".repeat(21)}`;
const network = { KMProvider: "Aliyun", VpcId: "vpc-z", VSwitchIds: "vsw-z", ZoneIds: "z" } as const;
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
      PageSize: 20,
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
      ...{
        ChargeType: "POSTPAY",
        ProductType: "kms_ppi_public_cn",
        ProductVersion: "3",
        SaleStatus: "Normal",
      },
      ...{ Spec: 4000, KeyNum: 100_000, SecretNum: "100000", VpcNum: 101, Log: 0, LogStorage: 0 },
      DeletionProtection: false,
    });
    for (const member of ["EndDate", "DeletionProtectionDescription"]) {
      expect(KmsInstance).not.toHaveProperty(member);
    }
  });

  it("tells what was bought with it, and since when", async () => {
    const { call, newInstance, clock } = await createService();
    const plan: InstancePlan = {
      chargeType: "PREPAY",
      edition: "hardware",
      callsPerSecond: 1000,
      keyVersions: 500,
      secrets: 10,
      vpcs: 5,
      logStorage: 1000,
      endsAt: clock.now + 86_400_000,
    };
    const KmsInstanceId = await newInstance({ plan, connection: null });
    const before = (await call(getKmsInstance, { KmsInstanceId })).KmsInstance;
    expect(before).toMatchObject({
      ...{ ChargeType: "PREPAY", ProductType: "kms_ddi_public_cn", ProductVersion: "5" },
      ...{ Spec: 1000, KeyNum: 500, SecretNum: "10", VpcNum: 5, Log: 1, LogStorage: 1000 },
      CreateTime: new Date(clock.now),
      EndDate: new Date(clock.now + 86_400_000),
    });
    expect(before).not.toHaveProperty("StartDate");
    clock.now += 5000;
    await call(connectKmsInstance, { KmsInstanceId, ...network });
    const { KmsInstance } = await call(getKmsInstance, { KmsInstanceId });
    expect(KmsInstance.StartDate).toEqual(new Date(clock.now));
  });

  it("says of a new one that it is not connected", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance({ connection: null });
    const { KmsInstance } = await call(getKmsInstance, { KmsInstanceId });
    expect(KmsInstance).toMatchObject({ Status: "Uninitialized", VswitchIds: [], ZoneIds: [] });
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
  });

  it("binds it to as many as its plan has, its own among them", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance({ plan: { ...largestPlan, vpcs: 3 } });
    const bind = (count: number) => {
      const BindVpcs = Array.from({ length: count }, (_, index) => ({
        ...boundVpc,
        VpcId: `vpc-${String(index)}`,
      }));
      return outcomeOf(call(updateKmsInstanceBindVpc, { KmsInstanceId, BindVpcs }));
    };
    expect(await bind(3)).toBe("Rejected.LimitExceeded");
    expect((await call(getKmsInstance, { KmsInstanceId })).KmsInstance.BindVpcs).toEqual([]);
    expect(await bind(2)).toBe("OK");
  });

  it("is refused before the instance is connected", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance({ connection: null });
    expect(await outcomeOf(call(updateKmsInstanceBindVpc, { KmsInstanceId, BindVpcs: [] }))).toBe(
      "Forbidden.DKMSInstanceStateInvalid",
    );
  });
});

describe("UpdateKmsInstance", () => {
  it("gives it another name, by which it is found", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance({ name: "orders" });
    expect(await call(updateKmsInstance, { KmsInstanceId, InstanceName: "订单" })).toEqual({});
    expect((await call(getKmsInstance, { KmsInstanceId })).KmsInstance.InstanceName).toBe("订单");
    const found = await call(listKmsInstances, { Filters: [{ Key: "InstanceName", Values: ["订单"] }] });
    expect(found.TotalCount).toBe(1);
  });
});

describe("GetKmsInstanceQuotaInfos", () => {
  it("tells of all kinds what there is and what is used: each version of a key is one", async () => {
    const { call, newInstance, newKey } = await createService();
    const plan = { ...largestPlan, callsPerSecond: 200, keyVersions: 100, secrets: 7, vpcs: 5 };
    const KmsInstanceId = await newInstance({ plan });
    const KeyId = await newKey({ DKMSInstanceId: KmsInstanceId });
    await call(createKeyVersion, { KeyId });
    const EncryptionKeyId = await newKey({ DKMSInstanceId: KmsInstanceId });
    await call(createSecret, {
      ...{ SecretName: "a", VersionId: "v1", SecretData: "x" },
      ...{ DKMSInstanceId: KmsInstanceId, EncryptionKeyId },
    });
    await newKey();
    await call(updateKmsInstanceBindVpc, { KmsInstanceId, BindVpcs: [boundVpc] });
    const all = [
      { ResourceType: "key", ResourceQuota: 100, UsedQuantity: 3 },
      { ResourceType: "secret", ResourceQuota: 7, UsedQuantity: 1 },
      { ResourceType: "qps", ResourceQuota: 200, UsedQuantity: 0 },
      { ResourceType: "vpc", ResourceQuota: 5, UsedQuantity: 2 },
    ];
    expect(await call(getKmsInstanceQuotaInfos, { KmsInstanceId })).toEqual({
      KmsInstanceId,
      KmsInstanceQuotaInfos: all,
    });
    for (const row of all) {
      const ResourceType = row.ResourceType as "key";
      const told = await call(getKmsInstanceQuotaInfos, { KmsInstanceId, ResourceType });
      expect(told.KmsInstanceQuotaInfos).toEqual([row]);
    }
  });

  it("tells of the default instance where none is named, and of none where there is none", async () => {
    const { call, newInstance } = await createService();
    expect(await outcomeOf(call(getKmsInstanceQuotaInfos, {}))).toBe("Forbidden.DKMSInstanceNotFound");
    await newInstance({ id: second });
    await newInstance({ id: first });
    expect((await call(getKmsInstanceQuotaInfos, {})).KmsInstanceId).toBe(second);
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
      call(updateKmsInstance, { KmsInstanceId: first, InstanceName: "mine" }, ci),
      call(getKmsInstanceQuotaInfos, { KmsInstanceId: first }, ci),
      call(getKmsInstanceQuotaInfos, {}, ci),
      call(setDeletionProtection, { KmsInstanceId: first, EnableDeletionProtection: false }, ci),
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
