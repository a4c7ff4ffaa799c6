import { beforeEach, describe, expect, it } from "vitest";
import { account, region } from "../service.ts";
import { startProgram, type Members, type Program } from "./program.ts";
import { goSdk, javaSdk, pythonSdk, teaRpc, type Wire } from "./wires.ts";

let keyferry: Program;
let KeyId: string;
beforeEach(async () => {
  keyferry = await startProgram(goSdk);
  KeyId = await keyferry.service.newKey();
});

const clients: readonly (readonly [string, Wire])[] = [
  ["Go", goSdk],
  ["Java", javaSdk()],
  ["Python", pythonSdk],
  ["Terraform, until 2022", teaRpc()],
];

describe.each(clients)("old clients' tags: %s", (_, wire) => {
  it("are given to a key and taken away, as JSON text, and listed without pages", async () => {
    const client = keyferry.by(wire);
    const tagsOf = async () => {
      const { Tags } = await client.answer("ListResourceTags", { KeyId });
      return (Tags as { readonly Tag: readonly Members[] }).Tag;
    };
    expect(await tagsOf()).toEqual([]);
    const Tags = '[{"TagKey":"S1key1","TagValue":"S1val1"},{"TagKey":"S1key2","TagValue":"S2val2"}]';
    await client.answer("TagResource", { KeyId, Tags });
    const rows = [
      { KeyId, TagKey: "S1key1", TagValue: "S1val1" },
      { KeyId, TagKey: "S1key2", TagValue: "S2val2" },
    ];
    expect(await tagsOf()).toEqual(rows);
    // Both generations have the same tags.
    const listed = { RegionId: region, ResourceType: "key", "ResourceId.1": KeyId };
    const { TagResources } = await client.answer("ListTagResources", listed);
    expect((TagResources as { readonly TagResource: unknown }).TagResource).toHaveLength(2);
    await client.answer("UntagResource", { KeyId, TagKeys: '["S1key1","S1key2","not-there"]' });
    expect(await tagsOf()).toEqual([]);
  });

  it("are given to a key by its alias and by ARN, and to a secret by its name", async () => {
    const client = keyferry.by(wire);
    await client.answer("CreateAlias", { KeyId, AliasName: "alias/orders" });
    for (const name of ["alias/orders", `acs:kms:${region}:${account}:key/${KeyId}`]) {
      await client.answer("TagResource", { KeyId: name, Tags: '[{"TagKey":"by","TagValue":"name"}]' });
      await client.answer("UntagResource", { KeyId: name, TagKeys: '["by"]' });
    }
    await client.answer("CreateSecret", { SecretName: "app/db", VersionId: "v1", SecretData: "x" });
    await client.answer("TagResource", { SecretName: "app/db", Tags: '[{"TagKey":"a","TagValue":""}]' });
    const described = await client.answer("DescribeSecret", { SecretName: "app/db", FetchTags: "true" });
    expect(described["Tags"]).toEqual({ Tag: [{ TagKey: "a", TagValue: "" }] });
    await client.answer("UntagResource", { SecretName: "app/db", TagKeys: '["a"]' });
  });
});
