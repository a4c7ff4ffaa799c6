import { beforeEach, describe, expect, it } from "vitest";
import { region } from "../../service.ts";
import { startProgram, type Members, type Program } from "../program.ts";
import { teaRpc } from "../wires.ts";

let terraform: Program;
beforeEach(async () => {
  terraform = await startProgram(teaRpc());
});

/** All items of a list, by pages of 50 until one is not full. */
async function all(
  action: string,
  [list, item]: readonly [list: string, item: string],
  parameters: Readonly<Record<string, string>> = {},
): Promise<readonly Members[]> {
  const items: Members[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await terraform.answer(action, {
      ...parameters,
      PageSize: "50",
      PageNumber: String(page),
    });
    const found = (answer[list] as Readonly<Record<string, readonly Members[]>>)[item] ?? [];
    items.push(...found);
    if (found.length < 50) return items;
  }
}

describe("Terraform's data sources", () => {
  it("alicloud_kms_keys: all keys, each described", async () => {
    const made: string[] = [];
    for (let count = 0; count < 51; count += 1) made.push(await terraform.service.newKey());
    const keys = await all("ListKeys", ["Keys", "Key"]);
    expect(keys.map((key) => key["KeyId"])).toEqual(made);
    const { KeyMetadata } = await terraform.answer("DescribeKey", { KeyId: made[0] });
    expect(KeyMetadata).toMatchObject({ KeyState: "Enabled", Description: "", Creator: "1000000000000000" });
    const enabled = { Filters: '[{"Key":"KeyState","Values":["Disabled"]}]' };
    expect(await all("ListKeys", ["Keys", "Key"], enabled)).toEqual([]);
  });

  it("alicloud_kms_aliases and alicloud_kms_key_versions", async () => {
    const KeyId = await terraform.service.newKey();
    await terraform.answer("CreateAlias", { KeyId, AliasName: "alias/orders" });
    const AliasArn = `acs:kms:${region}:1000000000000000:alias/orders`;
    const alias = { AliasArn, AliasName: "alias/orders", KeyId };
    expect(await all("ListAliases", ["Aliases", "Alias"])).toEqual([alias]);
    const versions = await all("ListKeyVersions", ["KeyVersions", "KeyVersion"], { KeyId });
    expect(versions).toMatchObject([{ KeyId }]);
    const KeyVersionId = versions[0]?.["KeyVersionId"] as string;
    const { KeyVersion } = await terraform.answer("DescribeKeyVersion", {
      RegionId: region,
      KeyId,
      KeyVersionId,
    });
    expect(KeyVersion).toEqual(versions[0]);
  });

  it("alicloud_kms_secrets: tags are there where they are asked for, also of a secret without any", async () => {
    const Tags = '[{"TagKey":"For","TagValue":"Test"}]';
    for (const [SecretName, tags] of [
      ["tf/one", Tags],
      ["tf/two", undefined],
    ] as const) {
      await terraform.answer("CreateSecret", { SecretName, VersionId: "v1", SecretData: "x", Tags: tags });
    }
    const tagged = await all("ListSecrets", ["SecretList", "Secret"], { FetchTags: "true" });
    expect(tagged.map((secret) => secret["Tags"])).toEqual([
      { Tag: [{ TagKey: "For", TagValue: "Test" }] },
      { Tag: [] },
    ]);
    const found = await all("ListSecrets", ["SecretList", "Secret"], {
      ...{ FetchTags: "false", Filters: '[{"Key":"SecretName","Values":["tf/two"]}]' },
    });
    expect(found).toMatchObject([{ SecretName: "tf/two", SecretType: "Generic" }]);
    expect(found[0]).not.toHaveProperty("Tags");
    const described = { RegionId: region, SecretName: "tf/two", FetchTags: "true" };
    expect(await terraform.answer("DescribeSecret", described)).toMatchObject({ Tags: { Tag: [] } });
  });

  it("alicloud_kms_secret_versions: all versions, each with its value, by version and label at once", async () => {
    const SecretName = "tf/orders";
    await terraform.answer("CreateSecret", { SecretName, VersionId: "v1", SecretData: "one" });
    for (const VersionId of ["v2", "v3"]) {
      await terraform.answer("PutSecretValue", { SecretName, VersionId, SecretData: VersionId });
    }
    const list = ["VersionIds", "VersionId"] as const;
    const versions = await all("ListSecretVersionIds", list, { SecretName, IncludeDeprecated: "true" });
    expect(versions.map((version) => [version["VersionId"], version["VersionStages"]])).toEqual([
      ["v1", { VersionStage: [] }],
      ["v2", { VersionStage: ["ACSPrevious"] }],
      ["v3", { VersionStage: ["ACSCurrent"] }],
    ]);
    expect(await all("ListSecretVersionIds", list, { SecretName })).toHaveLength(2);
    const value = { RegionId: region, SecretName, VersionId: "v3", VersionStage: "ACSCurrent" };
    expect(await terraform.answer("GetSecretValue", value)).toMatchObject({
      SecretData: "v3",
      VersionId: "v3",
    });
    const old = { RegionId: region, SecretName, VersionId: "v1" };
    expect(await terraform.answer("GetSecretValue", old)).toMatchObject({ SecretData: "one" });
  });
});
