import { beforeEach, describe, expect, it } from "vitest";
import type { Parameters } from "./requests.ts";
import { createService, outcomeIn, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

type Members = Readonly<Record<string, unknown>>;

/** What a program reads of an answer in JSON. */
async function answer(action: string, parameters: Parameters): Promise<Members> {
  const response = await service.send(action, parameters);
  expect([action, outcomeIn(response)]).toEqual([action, "OK"]);
  return JSON.parse(response.body) as Members;
}
const outcome = async (action: string, parameters: Parameters) =>
  outcomeIn(await service.send(action, parameters));

describe("Terraform's secret", () => {
  const SecretName = "tf-testacc/orders";
  const made = {
    ...{ SecretName, VersionId: "v1", SecretData: "one", SecretDataType: "text", Description: "orders" },
    ...{ EnableAutomaticRotation: "false", Tags: '[{"TagKey":"For","TagValue":"Test"}]' },
  };
  /** What it reads after each step, and finds again in its configuration. */
  const read = async () => {
    const described = await answer("DescribeSecret", { SecretName, FetchTags: "true" });
    const value = await answer("GetSecretValue", { SecretName });
    return {
      description: described["Description"],
      encryption_key_id: described["EncryptionKeyId"],
      planned_delete_time: described["PlannedDeleteTime"],
      tags: described["Tags"],
      dkms_instance_id: described["DKMSInstanceId"],
      secret_type: described["SecretType"],
      extended_config: described["ExtendedConfig"],
      secret_data: value["SecretData"],
      version_id: value["VersionId"],
      version_stages: value["VersionStages"],
    };
  };

  it("is made, read, changed, tagged and destroyed, and is then gone", async () => {
    expect(await answer("CreateSecret", made)).toMatchObject({ SecretName, VersionId: "v1" });
    const first = {
      ...{ description: "orders", secret_type: "Generic", secret_data: "one", version_id: "v1" },
      tags: { Tag: [{ TagKey: "For", TagValue: "Test" }] },
      version_stages: { VersionStage: ["ACSCurrent"] },
    };
    // Nothing that was not configured: Terraform would want to make the secret anew.
    expect(await read()).toEqual(first);

    // Labels in the configuration are put right after the secret is made, with the same version.
    const VersionStages = '["ACSCurrent","ACSNext"]';
    await answer("PutSecretValue", { SecretName, VersionId: "v1", SecretData: "one", VersionStages });
    expect((await read()).version_stages).toEqual({ VersionStage: ["ACSCurrent", "ACSNext"] });

    const second = { SecretName, VersionId: "v2", SecretData: "two", SecretDataType: "text", VersionStages };
    await answer("PutSecretValue", second);
    await answer("UpdateSecret", { SecretName, Description: "" });
    await answer("UntagResource", { SecretName, TagKeys: '["For"]' });
    await answer("TagResource", { SecretName, Tags: '[{"TagKey":"Created","TagValue":"TF"}]' });
    expect(await read()).toEqual({
      ...first,
      ...{ description: "", secret_data: "two", version_id: "v2" },
      tags: { Tag: [{ TagKey: "Created", TagValue: "TF" }] },
      version_stages: { VersionStage: ["ACSCurrent", "ACSNext"] },
    });

    // Both are always sent.
    const force = { ForceDeleteWithoutRecovery: "true", RecoveryWindowInDays: "30" };
    expect(await answer("DeleteSecret", { SecretName, ...force })).toHaveProperty("PlannedDeleteTime");
    expect(await outcome("DescribeSecret", { SecretName, FetchTags: "true" })).toBe(
      "Forbidden.ResourceNotFound",
    );
    expect(await outcome("DeleteSecret", { SecretName, ...force })).toBe("Forbidden.ResourceNotFound");
    await answer("CreateSecret", made);
    const window = { ForceDeleteWithoutRecovery: "false", RecoveryWindowInDays: "7" };
    await answer("DeleteSecret", { SecretName, ...window });
    expect(await outcome("CreateSecret", made)).toBe("Rejected.ResourceInDeleteWindow");
  });
});

describe("programs that read a secret", () => {
  beforeEach(async () => {
    const SecretData = '{"AccountName":"app","AccountPassword":"s3cret"}';
    await answer("CreateSecret", { SecretName: "app/db", VersionId: "00001", SecretData });
  });

  it.each<[string, Parameters]>([
    [
      "external-secrets",
      { SecretName: "app/db", VersionId: "", VersionStage: "", FetchExtendedConfig: "true" },
    ],
    [
      "the secretsmanager clients",
      { SecretName: "app/db", VersionStage: "ACSCurrent", FetchExtendedConfig: "true" },
    ],
    ["ack-secret-manager", { SecretName: "app/db", VersionId: "00001" }],
    [
      "by ARN",
      { SecretName: "acs:kms:cn-hangzhou:1000000000000000:secret/app/db", VersionStage: "ACSCurrent" },
    ],
  ])("find what they read: %s", async (_, parameters) => {
    const found = await answer("GetSecretValue", parameters);
    expect(found).toMatchObject({
      ...{ SecretName: "app/db", SecretType: "Generic", SecretDataType: "text", VersionId: "00001" },
      SecretData: '{"AccountName":"app","AccountPassword":"s3cret"}',
      VersionStages: { VersionStage: ["ACSCurrent"] },
      CreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
    for (const absent of ["ExtendedConfig", "AutomaticRotation", "NextRotationDate", "RotationInterval"]) {
      expect(found).not.toHaveProperty(absent);
    }
  });

  it("read several at once", async () => {
    const SecretsList = '[{"SecretName":"app/db","FetchExtendedConfig":true},{"SecretName":"none"}]';
    expect(await answer("BatchGetSecretValue", { SecretsList })).toMatchObject({
      SecretValues: [{ SecretName: "app/db", VersionStages: { VersionStage: ["ACSCurrent"] } }],
      Errors: [{ SecretName: "none", Code: "Forbidden.ResourceNotFound", HttpStatus: 404 }],
    });
  });

  it("are told that there is none, or that it is deleted", async () => {
    expect(await outcome("GetSecretValue", { SecretName: "none" })).toBe("Forbidden.ResourceNotFound");
    await answer("DeleteSecret", { SecretName: "app/db", RecoveryWindowInDays: "7" });
    expect(await outcome("GetSecretValue", { SecretName: "app/db" })).toBe("Rejected.ResourceInDeleteWindow");
    await answer("RestoreSecret", { SecretName: "app/db" });
    await answer("GetSecretValue", { SecretName: "app/db" });
  });
});
