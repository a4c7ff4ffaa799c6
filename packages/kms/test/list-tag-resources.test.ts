import {
  createKey,
  listTagResources,
  scheduleKeyDeletion,
  tagResources,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { as, createService, day, outcomeOf, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

type Request = Omit<RequestOf<typeof listTagResources>, "ResourceType">;

const newKey = async (tags: Readonly<Record<string, string>>) => {
  const Tags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  return (await service.call(createKey, { Tags })).KeyMetadata.KeyId;
};
const ask = (request: Request) => service.call(listTagResources, { ResourceType: "key", ...request });
/** Id, key and value of each row. */
const rows = async (request: Request) =>
  (await ask(request)).TagResources.map(({ ResourceId, TagKey, TagValue }) => [ResourceId, TagKey, TagValue]);

describe("ListTagResources", () => {
  it("lists the tags of the keys that are named, each key once, a row per tag", async () => {
    const [one, two] = [await newKey({ team: "pay", stage: "test" }), await newKey({ team: "ship" })];
    await newKey({ team: "other" });
    expect(await ask({ ResourceId: [two, one, two] })).toEqual({
      TagResources: [
        { ResourceId: two, ResourceType: "key", TagKey: "team", TagValue: "ship" },
        { ResourceId: one, ResourceType: "key", TagKey: "team", TagValue: "pay" },
        { ResourceId: one, ResourceType: "key", TagKey: "stage", TagValue: "test" },
      ],
    });
  });

  it("lists those of all keys, oldest first, where none is named", async () => {
    const [one, , three] = [await newKey({ a: "1" }), await newKey({}), await newKey({ b: "2" })];
    expect(await rows({})).toEqual([
      [one, "a", "1"],
      [three, "b", "2"],
    ]);
  });

  it("lists all tags of the keys that have every tag that is asked for", async () => {
    const one = await newKey({ team: "pay", stage: "test" });
    const two = await newKey({ team: "pay", stage: "live" });
    await newKey({ stage: "test" });
    const ofOne = [
      [one, "team", "pay"],
      [one, "stage", "test"],
    ];
    expect(await rows({ Tag: [{ Key: "stage", Value: "test" }, { Key: "team" }] })).toEqual(ofOne);
    expect(await rows({ ResourceId: [two, one], Tag: [{ Key: "stage", Value: "test" }] })).toEqual(ofOne);
    expect(await rows({ Tag: [{ Key: "team", Value: "ship" }] })).toEqual([]);
  });

  it("refuses a tag key that is asked for twice", async () => {
    expect(await outcomeOf(ask({ Tag: [{ Key: "a" }, { Key: "a", Value: "b" }] }))).toBe("Duplicate.TagKey");
  });

  it.each(["11111111-1111-4111-8111-111111111111", "alias/a", "what"])("does not find %s", async (id) => {
    expect(await outcomeOf(ask({ ResourceId: [await newKey({}), id] }))).toBe("InvalidResourceId.NotFound");
  });

  it("knows an unknown secret by its code, and lists none where there is none", async () => {
    const call = service.call(listTagResources, { ResourceType: "secret", ResourceId: ["orders"] });
    expect(await outcomeOf(call)).toBe("InvalidResourceId.NotFound");
    expect(await service.call(listTagResources, { ResourceType: "secret" })).toEqual({ TagResources: [] });
  });

  it("lists those of instances", async () => {
    const id = await service.newInstance();
    const of = { ResourceType: "instance" as const, ResourceId: [id] };
    await service.call(tagResources, { ...of, Tag: [{ Key: "team", Value: "pay" }] });
    const row = { ResourceId: id, ResourceType: "instance", TagKey: "team", TagValue: "pay" };
    expect(await service.call(listTagResources, of)).toEqual({ TagResources: [row] });
    expect(await service.call(listTagResources, { ResourceType: "instance" })).toEqual({
      TagResources: [row],
    });
    const other = service.call(listTagResources, { ...of, ResourceId: [id.replaceAll("a", "b")] });
    expect(await outcomeOf(other)).toBe("Forbidden.DKMSInstanceNotFound");
  });

  it("tells nothing to who may not list all keys' tags", async () => {
    await newKey({ a: "1" });
    const call = service.call(listTagResources, { ResourceType: "key" }, as("nobody"));
    expect(await outcomeOf(call)).toBe("Forbidden.NoPermission");
  });

  it("ends a page before a key whose tags would be more than 200 rows", async () => {
    const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, tag) => [`t${String(tag)}`, "v"]));
    await newKey({ first: "1" });
    for (let key = 0; key < 11; key += 1) await newKey(twenty);
    const first = await ask({});
    expect([first.TagResources.length, first.NextToken]).toEqual([181, "000000000000000a"]);
    const { NextToken = "" } = first;
    // What is deleted meanwhile moves nothing out of the pages that follow, and nothing into them.
    const deleted = service.call(scheduleKeyDeletion, {
      KeyId: first.TagResources[0]?.ResourceId ?? "",
      PendingWindowInDays: 7,
    });
    expect(await outcomeOf(deleted)).toBe("OK");
    service.clock.now += 8 * day;
    const last = await ask({ NextToken });
    expect([last.TagResources.length, last.NextToken]).toEqual([40, undefined]);
    const all = [...first.TagResources, ...last.TagResources];
    expect(new Set(all.map(({ ResourceId, TagKey }) => `${ResourceId} ${TagKey}`)).size).toBe(221);
  });

  it("does so with keys that are named, too", async () => {
    const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, tag) => [`t${String(tag)}`, "v"]));
    const ids: string[] = [];
    for (let key = 0; key < 12; key += 1) ids.push(await newKey(twenty));
    const first = await ask({ ResourceId: ids });
    expect([first.TagResources.length, first.NextToken]).toEqual([200, "000000000000000a"]);
    const { NextToken = "" } = first;
    const last = await ask({ ResourceId: ids, NextToken });
    expect([last.TagResources.length, last.NextToken]).toEqual([40, undefined]);
    expect(last.TagResources[0]?.ResourceId).toBe(ids[10]);
  });
});
