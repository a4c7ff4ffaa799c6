import { beforeEach, describe, expect, it } from "vitest";
import { here, region } from "../../service.ts";
import { startProgram, type Members, type Program } from "../program.ts";
import { teaRpc } from "../wires.ts";

let terraform: Program;
beforeEach(async () => {
  terraform = await startProgram(teaRpc());
});

const untilGone = ["Forbidden.KeyNotFound", "Forbidden.AliasNotFound"];

/** What the provider reads into its state after each step; undefined where it takes the key as gone. */
async function read(KeyId: string): Promise<Members | undefined> {
  const outcome = await terraform.outcome("DescribeKey", { KeyId });
  if (untilGone.includes(outcome)) return undefined;
  const { KeyMetadata } = await terraform.answer("DescribeKey", { KeyId });
  const key = KeyMetadata as Readonly<Record<string, string>>;
  if (key["KeyState"] === "PendingDeletion") return undefined;
  const policy =
    key["DKMSInstanceId"] === undefined
      ? {}
      : await terraform.answer("GetKeyPolicy", { KeyId, PolicyName: "default" });
  const { TagResources } = await terraform.answer("ListTagResources", {
    ...{ RegionId: region, ResourceType: "key", "ResourceId.1": KeyId },
  });
  const { TagResource } = TagResources as {
    readonly TagResource: readonly Readonly<Record<string, string>>[];
  };
  return {
    automatic_rotation: key["AutomaticRotation"],
    deletion_protection: key["DeletionProtection"],
    deletion_protection_description: key["DeletionProtectionDescription"],
    description: key["Description"],
    dkms_instance_id: key["DKMSInstanceId"],
    key_spec: key["KeySpec"],
    key_usage: key["KeyUsage"],
    origin: key["Origin"],
    policy: policy["Policy"],
    protection_level: key["ProtectionLevel"],
    rotation_interval: key["RotationInterval"],
    status: key["KeyState"],
    tags: Object.fromEntries(TagResource.map(({ TagKey, TagValue }) => [TagKey, TagValue])),
  };
}

async function create(parameters: Readonly<Record<string, string>>): Promise<string> {
  const { KeyMetadata } = await terraform.answer("CreateKey", { ProtectionLevel: "SOFTWARE", ...parameters });
  return (KeyMetadata as { readonly KeyId: string }).KeyId;
}

const plain = {
  automatic_rotation: "Disabled",
  deletion_protection: "Disabled",
  description: "",
  key_spec: "Aliyun_AES_256",
  key_usage: "ENCRYPT/DECRYPT",
  origin: "Aliyun_KMS",
  protection_level: "SOFTWARE",
  status: "Enabled",
  tags: {},
};

describe("Terraform's alicloud_kms_key", () => {
  it("is made with what is not configured left to the service", async () => {
    const KeyId = await create({});
    // Nothing more than this: what was not configured and comes back would be a change at the next plan.
    expect(await read(KeyId)).toEqual(plain);
  });

  it("is made, read, changed, protected and destroyed, and is then gone", async () => {
    const KeyId = await create({
      ...{
        Description: "orders",
        KeyUsage: "ENCRYPT/DECRYPT",
        Origin: "Aliyun_KMS",
        KeySpec: "Aliyun_AES_256",
      },
      ...{ RotationInterval: "605800s", EnableAutomaticRotation: "true" },
      Tags: '[{"TagKey":"Created","TagValue":"TF"},{"TagKey":"For","TagValue":"Test"}]',
    });
    // A status in the configuration is put right after the key is made; so is its protection.
    await terraform.answer("DescribeKey", { KeyId });
    await terraform.answer("DisableKey", { KeyId });
    const first = {
      ...plain,
      ...{ description: "orders", status: "Disabled", tags: { Created: "TF", For: "Test" } },
      ...{ automatic_rotation: "Suspended", rotation_interval: "605800s" },
    };
    expect(await read(KeyId)).toEqual(first);
    await terraform.answer("EnableKey", { KeyId });
    const enabled = { ...first, status: "Enabled", automatic_rotation: "Enabled" };
    expect(await read(KeyId)).toEqual(enabled);

    await terraform.answer("UpdateKeyDescription", { KeyId, Description: "orders, from now on" });
    await terraform.answer("UpdateRotationPolicy", {
      ...{ KeyId, EnableAutomaticRotation: "true", RotationInterval: "2678400s" },
    });
    await terraform.answer("SetDeletionProtection", {
      ...{ KeyId, EnableDeletionProtection: "true", DeletionProtectionDescription: "in use" },
    });
    const tagged = { RegionId: region, ResourceType: "key", "ResourceId.1": KeyId };
    await terraform.answer("UntagResources", { ...tagged, "TagKey.1": "Created", "TagKey.2": "For" });
    await terraform.answer("TagResources", { ...tagged, "Tag.1.Key": "Created", "Tag.1.Value": "TF-update" });
    expect(await read(KeyId)).toEqual({
      ...enabled,
      ...{
        description: "orders, from now on",
        rotation_interval: "2678400s",
        tags: { Created: "TF-update" },
      },
      ...{ deletion_protection: "Enabled", deletion_protection_description: "in use" },
    });

    const doom = { KeyId, PendingWindowInDays: "7" };
    expect(await terraform.outcome("ScheduleKeyDeletion", doom)).toBe("Rejected.DeletionProtected");
    await terraform.answer("SetDeletionProtection", { KeyId, EnableDeletionProtection: "false" });
    await terraform.answer("UpdateRotationPolicy", { KeyId, EnableAutomaticRotation: "false" });
    expect(await read(KeyId)).toMatchObject({
      deletion_protection: "Disabled",
      automatic_rotation: "Disabled",
    });
    await terraform.answer("ScheduleKeyDeletion", doom);
    expect(await read(KeyId)).toBeUndefined();
  });

  it("of an instance has a policy, which it reads and changes", async () => {
    const statement = {
      ...{ Sid: "guests", Effect: "Allow", Resource: ["*"], Action: ["kms:*"] },
      Principal: { RAM: ["acs:ram::1000000000000000:*"] },
    };
    const policy = JSON.stringify({ Version: "1", Statement: [statement] });
    const KeyId = await create({ DKMSInstanceId: here, KeySpec: "Aliyun_AES_256", Policy: policy });
    const made = await read(KeyId);
    expect(made).toMatchObject({ dkms_instance_id: here, tags: {} });
    expect(JSON.parse(made?.["policy"] as string)).toEqual(JSON.parse(policy));
    const narrower = policy.replace("kms:*", "kms:List*");
    // Who sets a policy that shuts himself out is the account's root here, who is never shut out.
    await terraform.answer("SetKeyPolicy", { KeyId, Policy: narrower });
    expect(JSON.parse((await read(KeyId))?.["policy"] as string)).toEqual(JSON.parse(narrower));
  });

  it("that nobody knows is gone", async () => {
    expect(await read("0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11")).toBeUndefined();
    expect(await read("alias/nobody")).toBeUndefined();
  });
});

describe("Terraform's alicloud_ecs_disk_default_kms_key", () => {
  it("finds a cloud service's key by its alias, without alias/", async () => {
    const KeyId = await create({});
    await terraform.answer("CreateAlias", { KeyId, AliasName: "alias/orders" });
    const filter = { Key: "AliasName", Values: ["orders"] };
    const found = { Filters: JSON.stringify([filter]), PageSize: "50", PageNumber: "1" };
    expect(await terraform.answer("ListKeys", found)).toMatchObject({ Keys: { Key: [{ KeyId }] } });
  });
});
