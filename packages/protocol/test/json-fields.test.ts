import {
  createKey,
  encodeRequest,
  listKeys,
  parseRequest,
  updateKmsInstanceBindVpc,
} from "@keyferry/protocol";
import { describe, expect, it, vi } from "vitest";
import { parameters, refusalOf } from "./refusal.ts";

describe("Tags", () => {
  const read = (tags: unknown) =>
    parseRequest(createKey, parameters({ Tags: typeof tags === "string" ? tags : JSON.stringify(tags) }))
      .Tags;
  const tag = (TagKey: string, TagValue = "v") => ({ TagKey, TagValue });

  it("are JSON text outside and a list inside", () => {
    const tags = [tag("team", "blue"), tag("path/to\\x_-.+=:@", "")];
    expect(read(tags)).toEqual(tags);
    expect(encodeRequest(createKey, { Tags: tags }).get("Tags")).toBe(JSON.stringify(tags));
  });

  it("are 20 at the most", () => {
    const many = Array.from({ length: 21 }, (_, index) => tag(`k${String(index)}`));
    expect(read(many.slice(1))).toHaveLength(20);
    expect(refusalOf(() => read(many)).message).toBe(
      "The specified parameter is not valid. Tags: has more than 20 tags.",
    );
  });

  it("have texts of 128 characters at the most", () => {
    expect(read([tag("k".repeat(128), "v".repeat(128))])).toHaveLength(1);
    expect(refusalOf(() => read([tag("k".repeat(129))])).message).toContain(
      "Tags: 0.TagKey is longer than 128 characters.",
    );
    expect(refusalOf(() => read([tag("k", "v".repeat(129))])).message).toContain(
      "Tags: 0.TagValue is longer than 128 characters.",
    );
  });

  it("have each key once", () => {
    expect(refusalOf(() => read([tag("a"), tag("b"), tag("a")])).message).toContain(
      "Tags: has a TagKey twice.",
    );
  });

  it.each(["aliyun", "aliyun-team", "acs:team", "", "two words", "tab\t", "é", "a\n"])(
    "refuse the key %j",
    (key) => {
      expect(refusalOf(() => read([tag("fine"), tag(key)])).message).toMatch(/ Tags: 1\.TagKey /);
    },
  );

  it.each([
    ["no text"],
    ["{}"],
    ["null"],
    ["[1]"],
    ['[{"TagKey":"a"}]'],
    ['[{"TagKey":"a","TagValue":1}]'],
    ['[{"TagKey":"a","TagValue":"b"}'],
  ])("refuse %s", (text) => {
    expect(refusalOf(() => read(text))).toMatchObject({ code: "InvalidParameter" });
  });

  it("say what form is wanted when they are not JSON, or too long to be looked at", () => {
    const message =
      "The specified parameter is not valid. Tags: must be JSON text of at most 8192 characters:" +
      ' a list of {"TagKey":"...","TagValue":"..."}.';
    expect(refusalOf(() => read("[")).message).toBe(message);
    expect(refusalOf(() => read(`[${" ".repeat(8192)}]`)).message).toBe(message);
  });
});

describe("Filters", () => {
  const read = (filters: unknown) =>
    parseRequest(listKeys, parameters({ Filters: JSON.stringify(filters) })).Filters;
  const filter = (count: number) => ({ Key: "KeyState", Values: Array<string>(count).fill("Enabled") });

  it("are JSON text outside and a list inside", () => {
    const filters = [
      { Key: "KeyState" as const, Values: ["Enabled", "Disabled"] },
      { Key: "TagKey" as const, Values: ["team"] },
    ];
    expect(read(filters)).toEqual(filters);
    expect(encodeRequest(listKeys, { Filters: filters }).get("Filters")).toBe(JSON.stringify(filters));
  });

  it.each([
    "KeyState",
    "KeySpec",
    "KeyUsage",
    "ProtectionLevel",
    "CreatorType",
    "DKMSInstanceId",
    "keyId",
    "AliasName",
    "Creator",
    "TagKey",
    "TagValue",
  ])("know the key %s", (Key) => {
    expect(read([{ Key, Values: ["x"] }])).toEqual([{ Key, Values: ["x"] }]);
  });

  it("are 10 at the most, each with 1 to 10 values", () => {
    expect(read(Array(10).fill(filter(10)))).toHaveLength(10);
    expect(refusalOf(() => read(Array(11).fill(filter(1)))).message).toContain(
      "Filters: has more than 10 filters.",
    );
    expect(refusalOf(() => read([filter(11)])).message).toContain(
      "Filters: 0.Values has more than 10 values.",
    );
    expect(refusalOf(() => read([filter(0)])).message).toContain("Filters: 0.Values is empty.");
  });

  it.each([
    [[{ Key: "KeyId", Values: ["x"] }]],
    [[{ Key: "KeyState", Values: "x" }]],
    [[{ Key: "KeyState" }]],
    [{}],
    [[null]],
  ])("refuse %j", (filters) => {
    expect(refusalOf(() => read(filters))).toMatchObject({ code: "InvalidParameter" });
  });
});

describe("a list in JSON text", () => {
  const { parse } = JSON;
  let looks = 0;
  /** The list as JSON.parse makes it, with each look at an item counted. */
  const watched = (text: string): unknown => {
    const items = parse(text) as object[];
    const look = () => void (looks += 1);
    return items.map(
      (item) =>
        new Proxy(item, {
          get: (target, member) => (look(), Reflect.get(target, member) as unknown),
          has: (target, member) => (look(), Reflect.has(target, member)),
          ownKeys: (target) => (look(), Reflect.ownKeys(target)),
        }),
    );
  };

  it.each([
    ["Tags", createKey, { KeySpec: "Aliyun_AES_256" }, 21, "has more than 20 tags"],
    ["Filters", listKeys, {}, 11, "has more than 10 filters"],
    [
      "BindVpcs",
      updateKmsInstanceBindVpc,
      { KmsInstanceId: `kst-${"a".repeat(21)}` },
      101,
      "has more than 100 VPCs",
    ],
  ] as const)("is counted before its items are looked at: %s", (name, operation, others, count, reason) => {
    const read = (items: number) => {
      looks = 0;
      const sent = parameters({ ...others, [name]: JSON.stringify(Array<object>(items).fill({})) });
      const spy = vi.spyOn(JSON, "parse").mockImplementation(watched);
      try {
        return refusalOf(() => parseRequest(operation, sent)).message;
      } finally {
        spy.mockRestore();
      }
    };
    expect(read(count - 1)).toContain(`${name}: 0.`);
    expect(looks).toBeGreaterThanOrEqual(count - 1);
    expect(read(count)).toContain(`${name}: ${reason}.`);
    expect(looks).toBe(0);
  });
});
