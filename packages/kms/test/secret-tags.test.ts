import {
  createSecret,
  deleteSecret,
  describeSecret,
  listTagResources,
  tagResource,
  tagResources,
  untagResource,
  untagResources,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { as, createService, outcomeOf, type Service } from "./service.ts";

const SecretName = "orders/password";
let service: Service;

beforeEach(async () => {
  const allow = { Effect: "Allow", Action: ["kms:TagResource", "kms:UntagResource"], Resource: "*" };
  const Condition = { StringEquals: { "kms:tag/team": "pay" } };
  service = await createService({ users: [{ name: "pay", statements: [{ ...allow, Condition }] }] });
  await service.call(createSecret, { SecretName, VersionId: "v1", SecretData: "s3cret" });
});

const Tags = [{ TagKey: "team", TagValue: "pay" }];
const newer = { ResourceType: "secret" as const, ResourceId: [SecretName] };
const listed = async () =>
  (await service.call(listTagResources, newer)).TagResources.map((row) => [
    row.ResourceId,
    row.TagKey,
    row.TagValue,
  ]);

describe("the tags of a secret", () => {
  it("are one set for both families, by the secret's name or ARN", async () => {
    await service.call(tagResource, { SecretName, Tags });
    await service.call(tagResources, { ...newer, Tag: [{ Key: "stage", Value: "live" }] });
    expect(await listed()).toEqual([
      [SecretName, "team", "pay"],
      [SecretName, "stage", "live"],
    ]);
    const arn = `acs:kms:cn-hangzhou:1000000000000000:secret/${SecretName}`;
    await service.call(untagResource, { SecretName: arn, TagKeys: ["team"] });
    expect(await listed()).toEqual([[SecretName, "stage", "live"]]);
    await service.call(untagResources, { ...newer, All: true });
    expect(await service.call(listTagResources, { ResourceType: "secret" })).toEqual({ TagResources: [] });
  });

  it("are what DescribeSecret tells", async () => {
    await service.call(tagResource, { SecretName, Tags });
    const { Tags: told } = await service.call(describeSecret, { SecretName, FetchTags: true });
    expect(told).toEqual(Tags);
  });

  it("let policies decide", async () => {
    const change = () => outcomeOf(service.call(tagResource, { SecretName, Tags }, as("pay")));
    expect(await change()).toBe("Forbidden.NoPermission");
    await service.call(tagResource, { SecretName, Tags });
    expect(await change()).toBe("OK");
  });

  it("stay as they are while the secret waits for its deletion", async () => {
    await service.call(tagResource, { SecretName, Tags });
    await service.call(deleteSecret, { SecretName });
    expect(await outcomeOf(service.call(untagResource, { SecretName, TagKeys: ["team"] }))).toBe(
      "Rejected.ResourceInDeleteWindow",
    );
    expect(await listed()).toEqual([[SecretName, "team", "pay"]]);
  });
});
