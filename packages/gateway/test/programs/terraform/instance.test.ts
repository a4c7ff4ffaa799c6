import { largestPlan } from "@keyferry/kms";
import { beforeEach, describe, expect, it } from "vitest";
import { account, anInstance, here, region } from "../../service.ts";
import { startProgram, type Members, type Program } from "../program.ts";
import { teaRpc, teaRpcByGet } from "../wires.ts";

const KmsInstanceId = `kst-${"n".repeat(21)}`;

let terraform: Program;
beforeEach(async () => {
  terraform = await startProgram(teaRpc());
  // The provider buys instances of another service.
  const { store, clock } = terraform.service;
  await store.scoped({ account, region }).instances.write.create({
    ...anInstance(KmsInstanceId),
    name: "orders",
    createdAt: clock.now,
    connection: null,
    plan: { ...largestPlan, callsPerSecond: 1000, keyVersions: 500, secrets: 10, vpcs: 5 },
  });
});

/** What the provider reads into its state. It asks in the query of a POST. */
async function read(): Promise<Members> {
  const asking = terraform.by(teaRpc(["KmsInstanceId"]));
  const { KmsInstance } = await asking.answer("GetKmsInstance", { KmsInstanceId });
  const instance = KmsInstance as Members;
  return {
    instance_name: instance["InstanceName"],
    status: instance["Status"],
    vpc_id: instance["VpcId"],
    vpc_num: instance["VpcNum"],
    spec: instance["Spec"],
    key_num: instance["KeyNum"],
    secret_num: instance["SecretNum"],
    product_version: instance["ProductVersion"],
    deletion_protection: instance["DeletionProtection"],
    vswitch_ids: instance["VswitchIds"],
    zone_ids: instance["ZoneIds"],
    bind_vpcs: (instance["BindVpcs"] as { readonly BindVpc: readonly Members[] }).BindVpc,
  };
}

describe("Terraform's alicloud_kms_instance", () => {
  it("is connected, read, bound to further VPCs and to none", async () => {
    expect(await read()).toMatchObject({ status: "Uninitialized" });
    await terraform.by(teaRpc(["KmsInstanceId"])).answer("ConnectKmsInstance", {
      ...{ KmsInstanceId, KMProvider: "Aliyun", VpcId: "vpc-a" },
      ...{ ZoneIds: "cn-hangzhou-k,cn-hangzhou-j", VSwitchIds: "vsw-a" },
    });
    const connected = {
      ...{ instance_name: "orders", status: "Connected", vpc_id: "vpc-a", vpc_num: 5, bind_vpcs: [] },
      ...{ spec: 1000, key_num: 500, secret_num: "10", product_version: "3", deletion_protection: false },
      ...{ vswitch_ids: ["vsw-a"], zone_ids: ["cn-hangzhou-k", "cn-hangzhou-j"] },
    };
    expect(await read()).toEqual(connected);

    const bind = (BindVpcs: string) =>
      terraform.by(teaRpcByGet).answer("UpdateKmsInstanceBindVpc", { KmsInstanceId, BindVpcs });
    const further = { VpcId: "vpc-b", VpcOwnerId: 1000000000000000, RegionId: region, VSwitchId: "vsw-b" };
    await bind(JSON.stringify([further]));
    expect(await read()).toEqual({
      ...connected,
      bind_vpcs: [{ ...further, VpcOwnerId: "1000000000000000" }],
    });
    await bind("[]");
    expect(await read()).toEqual(connected);
  });

  it("has tags, which it lists, takes away and gives", async () => {
    const of = { RegionId: region, ResourceType: "instance", "ResourceId.1": KmsInstanceId };
    const tags = async () => {
      const { TagResources } = await terraform.answer("ListTagResources", of);
      return (TagResources as { readonly TagResource: readonly Members[] }).TagResource;
    };
    expect(await tags()).toEqual([]);
    await terraform.answer("TagResources", { ...of, "Tag.1.Key": "For", "Tag.1.Value": "Test" });
    const row = { ResourceId: KmsInstanceId, ResourceType: "instance", TagKey: "For", TagValue: "Test" };
    expect(await tags()).toEqual([row]);
    await terraform.answer("UntagResources", { ...of, "TagKey.1": "For" });
    expect(await tags()).toEqual([]);
  });

  it("is renamed, protected, and released once it is not", async () => {
    await terraform.answer("UpdateKmsInstance", { KmsInstanceId, InstanceName: "returns" });
    const protect = (EnableDeletionProtection: string) =>
      terraform.answer("SetDeletionProtection", { KmsInstanceId, EnableDeletionProtection });
    await protect("true");
    expect(await read()).toMatchObject({ instance_name: "returns", deletion_protection: true });
    const release = () =>
      terraform.outcome("ReleaseKmsInstance", { KmsInstanceId, ForceDeleteWithoutBackup: "true" });
    expect(await release()).toBe("Rejected.DeletionProtected");
    await protect("false");
    expect(await release()).toBe("OK");
    expect(await terraform.outcome("GetKmsInstance", { KmsInstanceId })).toBe(
      "Forbidden.DKMSInstanceNotFound",
    );
  });
});

describe("Terraform's alicloud_kms_instances", () => {
  it("lists by pages of 5, and by a name", async () => {
    const ids = async (parameters: Readonly<Record<string, string>>) => {
      const { KmsInstances } = await terraform.answer("ListKmsInstances", {
        ...{ PageNumber: "1", PageSize: "5", ...parameters },
      });
      const { KmsInstance } = KmsInstances as { readonly KmsInstance: readonly Members[] };
      return KmsInstance.map((instance) => instance["KmsInstanceId"]);
    };
    expect(await ids({})).toEqual([here, KmsInstanceId]);
    const named = (name: string) => ({ Filters: JSON.stringify([{ Key: "InstanceName", Values: [name] }]) });
    expect(await ids(named("orders"))).toEqual([KmsInstanceId]);
    expect(await ids(named("nobody"))).toEqual([]);
  });
});
