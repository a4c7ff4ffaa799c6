import { beforeEach, describe, expect, it } from "vitest";
import { here, region } from "../../service.ts";
import { startProgram, type Program } from "../program.ts";
import { teaRpc } from "../wires.ts";

let terraform: Program;
beforeEach(async () => {
  terraform = await startProgram(teaRpc());
});

const SecretName = "tf-testacc/orders";
const named = { RegionId: region, SecretName };

/** What it reads after each step, and finds again in its configuration. */
async function read() {
  const described = await terraform.answer("DescribeSecret", { ...named, FetchTags: "true" });
  const value = await terraform.answer("GetSecretValue", named);
  const instance = described["DKMSInstanceId"];
  const policy =
    instance === undefined
      ? {}
      : await terraform.answer("GetSecretPolicy", { SecretName, PolicyName: "default" });
  return {
    description: described["Description"],
    encryption_key_id: described["EncryptionKeyId"],
    planned_delete_time: described["PlannedDeleteTime"],
    tags: described["Tags"],
    dkms_instance_id: instance,
    secret_type: described["SecretType"],
    extended_config: described["ExtendedConfig"],
    policy: policy["Policy"],
    secret_data: value["SecretData"],
    version_id: value["VersionId"],
    version_stages: value["VersionStages"],
  };
}

describe("Terraform's alicloud_kms_secret", () => {
  const made = {
    ...{ SecretName, VersionId: "v1", SecretData: "one", SecretDataType: "text", Description: "orders" },
    ...{ EnableAutomaticRotation: "false", Tags: '[{"TagKey":"For","TagValue":"Test"}]' },
  };

  it("is made, read, changed, tagged and destroyed, and is then gone", async () => {
    expect(await terraform.answer("CreateSecret", made)).toMatchObject({ SecretName, VersionId: "v1" });
    const first = {
      ...{ description: "orders", secret_type: "Generic", secret_data: "one", version_id: "v1" },
      tags: { Tag: [{ TagKey: "For", TagValue: "Test" }] },
      version_stages: { VersionStage: ["ACSCurrent"] },
    };
    // Nothing that was not configured: Terraform would want to make the secret anew.
    expect(await read()).toEqual(first);

    // Labels in the configuration are put right after the secret is made, with the same version.
    const VersionStages = '["ACSCurrent","ACSNext"]';
    await terraform.answer("PutSecretValue", {
      SecretName,
      VersionId: "v1",
      SecretData: "one",
      VersionStages,
    });
    expect((await read()).version_stages).toEqual({ VersionStage: ["ACSCurrent", "ACSNext"] });

    await terraform.answer("UntagResource", { ...named, TagKeys: '["For"]' });
    await terraform.answer("TagResource", { ...named, Tags: '[{"TagKey":"Created","TagValue":"TF"}]' });
    await terraform.answer("UpdateSecret", { SecretName, Description: "" });
    const second = { SecretName, VersionId: "v2", SecretData: "two", SecretDataType: "text", VersionStages };
    await terraform.answer("PutSecretValue", second);
    expect(await read()).toEqual({
      ...first,
      ...{ description: "", secret_data: "two", version_id: "v2" },
      tags: { Tag: [{ TagKey: "Created", TagValue: "TF" }] },
      version_stages: { VersionStage: ["ACSCurrent", "ACSNext"] },
    });

    // Both are always sent.
    const force = { ForceDeleteWithoutRecovery: "true", RecoveryWindowInDays: "30" };
    expect(await terraform.answer("DeleteSecret", { SecretName, ...force })).toHaveProperty(
      "PlannedDeleteTime",
    );
    const gone = "Forbidden.ResourceNotFound";
    expect(await terraform.outcome("DescribeSecret", { ...named, FetchTags: "true" })).toBe(gone);
    expect(await terraform.outcome("DeleteSecret", { SecretName, ...force })).toBe(gone);
    await terraform.answer("CreateSecret", made);
    const window = { ForceDeleteWithoutRecovery: "false", RecoveryWindowInDays: "7" };
    await terraform.answer("DeleteSecret", { SecretName, ...window });
    expect(await terraform.outcome("CreateSecret", made)).toBe("Rejected.ResourceInDeleteWindow");
  });

  it("that is managed is made, and has its rotation changed and read back as it was sent", async () => {
    const ExtendedConfig =
      '{"SecretSubType":"SingleUser", "DBInstanceId":"rm-1", "CustomData":{"DbName":"orders"}}';
    await terraform.answer("CreateSecret", {
      ...{ ...made, SecretType: "Rds", ExtendedConfig },
      SecretData: '{"Accounts":[{"AccountName":"orders","AccountPassword":"first"}]}',
      ...{ EnableAutomaticRotation: "true", RotationInterval: "604800s" },
    });
    expect(await read()).toMatchObject({
      secret_type: "Rds",
      extended_config:
        '{"CustomData":{"DbName":"orders"},"DBInstanceId":"rm-1","SecretSubType":"SingleUser"}',
      secret_data: '{"AccountName":"orders","AccountPassword":"first"}',
    });
    const rotation = async () => {
      const { AutomaticRotation, RotationInterval } = await terraform.answer("DescribeSecret", named);
      return [AutomaticRotation, RotationInterval];
    };
    expect(await rotation()).toEqual(["Enabled", "604800s"]);
    const changed = { SecretName, EnableAutomaticRotation: "true", RotationInterval: "605800s" };
    expect(await terraform.answer("UpdateSecretRotationPolicy", changed)).toMatchObject({ SecretName });
    expect(await rotation()).toEqual(["Enabled", "605800s"]);
    await terraform.answer("UpdateSecretRotationPolicy", { SecretName, EnableAutomaticRotation: "false" });
    expect(await rotation()).toEqual(["Disabled", undefined]);
  });

  it("of an instance has a key and a policy there, which it reads and changes", async () => {
    const EncryptionKeyId = await terraform.service.newKey({ DKMSInstanceId: here });
    await terraform.answer("CreateSecret", { ...made, EncryptionKeyId, DKMSInstanceId: here });
    const statement = {
      ...{ Effect: "Allow", Action: ["kms:GetSecretValue"], Resource: ["*"] },
      Principal: { RAM: ["acs:ram::1000000000000000:*"] },
    };
    const policy = { Version: "1", Statement: [statement] };
    await terraform.answer("SetSecretPolicy", { SecretName, Policy: JSON.stringify(policy) });
    const found = await read();
    expect(found).toMatchObject({
      encryption_key_id: EncryptionKeyId,
      dkms_instance_id: here,
      secret_data: "one",
    });
    expect(JSON.parse(found.policy as string)).toEqual(policy);
  });
});
