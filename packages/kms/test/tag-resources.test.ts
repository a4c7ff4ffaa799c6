import {
  createSecret,
  describeSecret,
  listKeys,
  listTagResources,
  tagResource,
  tagResources,
  untagResources,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { as, createService, outcomeOf, type Service } from "./service.ts";

let service: Service;
let [one, two] = ["", ""];

beforeEach(async () => {
  const allow = { Effect: "Allow", Action: ["kms:TagResources", "kms:UntagResources"] };
  service = await createService({
    users: [
      {
        name: "pay",
        statements: [
          { ...allow, Resource: "*", Condition: { StringEquals: { "kms:tag/team": "pay" } } },
          { Effect: "Allow", Action: "kms:ListTagResources", Resource: "*" },
        ],
      },
    ],
  });
  [one, two] = [await service.newKey(), await service.newKey()];
});

type Tags = RequestOf<typeof tagResources>["Tag"];
const give = (ids: readonly string[], ...tags: Readonly<Tags>) =>
  service.call(tagResources, { ResourceType: "key", ResourceId: [...ids], Tag: [...tags] });
const rows = async () => {
  const { TagResources } = await service.call(listTagResources, { ResourceType: "key" });
  return TagResources.map(({ ResourceId, TagKey, TagValue }) => {
    return `${ResourceId === one ? "one" : "two"} ${TagKey}=${TagValue}`;
  });
};

describe("TagResources", () => {
  it("gives every resource every tag; without a value it is empty", async () => {
    await give([two, one, one], { Key: "team", Value: "pay" }, { Key: "empty" });
    await give([one], { Key: "team", Value: "ship" });
    expect(await rows()).toEqual(["one team=ship", "one empty=", "two team=pay", "two empty="]);
  });

  it("gives all or none", async () => {
    await give([two], ...Array.from({ length: 20 }, (_, n) => ({ Key: `t${String(n)}` })));
    const before = await rows();
    expect(await outcomeOf(give([one, two], { Key: "more" }))).toBe("Rejected.LimitExceeded");
    expect(await outcomeOf(give([one, "alias/none"], { Key: "more" }))).toBe("InvalidResourceId.NotFound");
    await service.setState(two, "PendingDeletion");
    expect(await outcomeOf(give([one, two], { Key: "t1" }))).toBe("Rejected.PendingDeletion");
    expect(await rows()).toEqual(before);
  });

  it.each([
    ["Duplicate.TagKey", [{ Key: "a" }, { Key: "a" }]],
    ["InvalidParameter.TagKey", [{ Key: "" }]],
    ["InvalidParameter.TagKey", [{ Key: "aliyun-x" }]],
    ["InvalidParameter.TagKey", [{ Key: "acs:x" }]],
    ["InvalidParameter.TagKey", [{ Key: "a b" }]],
    ["InvalidParameter.TagKey", [{ Key: "a".repeat(129) }]],
    ["InvalidParameter.TagValue", [{ Key: "a", Value: "ü" }]],
    ["InvalidParameter.TagValue", [{ Key: "a", Value: "a".repeat(129) }]],
    ["OK", [{ Key: "A".repeat(128), Value: "/\\\\_-.+=:@9".repeat(8) }]],
  ] as const)("answers %s to %j", async (code, tags) => {
    expect(await outcomeOf(give([one], ...tags))).toBe(code);
  });

  it("takes no secret that is not there, and no such instance", async () => {
    const call = (ResourceType: "secret" | "instance", id: string) =>
      outcomeOf(service.call(tagResources, { ResourceType, ResourceId: [id], Tag: [{ Key: "a" }] }));
    expect(await call("secret", "orders")).toBe("InvalidResourceId.NotFound");
    expect(await call("instance", `kst-${"x".repeat(21)}`)).toBe("Forbidden.DKMSInstanceNotFound");
  });

  it("asks policies by the tags that a resource has: of a key, and of an instance", async () => {
    const instance = await service.newInstance();
    const change = (ResourceType: "key" | "instance", id: string) =>
      outcomeOf(
        service.call(tagResources, { ResourceType, ResourceId: [id], Tag: [{ Key: "more" }] }, as("pay")),
      );
    expect([await change("key", one), await change("instance", instance)]).toEqual(
      Array(2).fill("Forbidden.NoPermission"),
    );
    await give([one], { Key: "team", Value: "pay" });
    const Tag = [{ Key: "team", Value: "pay" }];
    await service.call(tagResources, { ResourceType: "instance", ResourceId: [instance], Tag });
    expect([await change("key", one), await change("instance", instance)]).toEqual(["OK", "OK"]);
    const both = service.call(
      untagResources,
      { ResourceType: "key", ResourceId: [one, two], TagKey: ["team"] },
      as("pay"),
    );
    expect(await outcomeOf(both)).toBe("Forbidden.NoPermission");
  });
});

describe("UntagResources", () => {
  beforeEach(async () => {
    await give([one, two], { Key: "a" }, { Key: "b" }, { Key: "c" });
  });
  const take = (request: Partial<RequestOf<typeof untagResources>>) =>
    service.call(untagResources, { ResourceType: "key", ResourceId: [one, two], ...request });

  it("takes tags away by their keys, whether they are there or not", async () => {
    await take({ TagKey: ["a", "none"] });
    await take({ ResourceId: [two], TagKey: ["b"] });
    expect(await rows()).toEqual(["one b=", "one c=", "two c="]);
  });

  it("takes all away with All, which does not count beside keys", async () => {
    await take({ TagKey: ["a"], All: true });
    expect(await rows()).toEqual(["one b=", "one c=", "two b=", "two c="]);
    await take({ All: true });
    expect(await rows()).toEqual([]);
  });

  it("takes nothing away without keys and All", async () => {
    await take({});
    await take({ All: false });
    expect(await rows()).toHaveLength(6);
  });

  it("lets ListKeys find keys by the tags that they have then", async () => {
    await take({ ResourceId: [one], TagKey: ["a"] });
    const Filters = [{ Key: "TagKey" as const, Values: ["a"] }];
    expect((await service.call(listKeys, { Filters })).Keys.map(({ KeyId }) => KeyId)).toEqual([two]);
  });
});

describe("the tags of a secret", () => {
  it("are given, listed and taken away by its name; a condition may ask for them", async () => {
    await service.call(createSecret, { SecretName: "orders", VersionId: "v1", SecretData: "x" });
    const Tag = [{ Key: "team", Value: "pay" }];
    const secrets = { ResourceType: "secret" as const, ResourceId: ["orders"] };
    await service.call(tagResources, { ...secrets, Tag });
    await service.call(tagResource, { SecretName: "orders", Tags: [{ TagKey: "stage", TagValue: "test" }] });
    expect((await service.call(describeSecret, { SecretName: "orders", FetchTags: true })).Tags).toEqual([
      { TagKey: "team", TagValue: "pay" },
      { TagKey: "stage", TagValue: "test" },
    ]);
    expect((await service.call(listTagResources, { ResourceType: "secret", Tag })).TagResources).toHaveLength(
      2,
    );
    await service.call(untagResources, { ...secrets, TagKey: ["team"] });
    expect((await service.call(listTagResources, secrets)).TagResources).toEqual([
      { ResourceId: "orders", ResourceType: "secret", TagKey: "stage", TagValue: "test" },
    ]);
  });
});
