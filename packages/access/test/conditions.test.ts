import { describe, expect, it } from "vitest";
import { type Question, type RequestFacts } from "@keyferry/access";
import { accessOf, allow, ci, deny, facts, key, policy } from "./world.ts";

type Condition = Record<string, Record<string, string | string[]>>;
interface Circumstances extends Partial<RequestFacts> {
  readonly tags?: Readonly<Record<string, string>>;
}

function questionIn({ tags, ...circumstances }: Circumstances): Question {
  const records = Object.entries(tags ?? {}).map(([name, value]) => ({ key: name, value }));
  return {
    principal: ci,
    action: "kms:Encrypt",
    resource: key,
    facts: { ...facts, ...circumstances },
    tags: async () => records,
  };
}

/** Whether an Allow, and whether a Deny, with this condition applies. */
async function applies(condition: Condition, circumstances: Circumstances) {
  const question = questionIn(circumstances);
  const allowing = accessOf({ user: [policy({ ...allow("*"), Condition: condition })] });
  const denying = accessOf({ user: [policy(allow("*"), { ...deny("*"), Condition: condition })] });
  return {
    allow: (await allowing.decide(question)).allowed,
    deny: !(await denying.decide(question)).allowed,
  };
}

const tagged = (value: string): Circumstances => ({ tags: { t: value } });
const at = (time: string): Circumstances => ({ time: Date.parse(time) });

describe("a condition that can be decided means the same in an Allow and in a Deny", () => {
  it.each<[string, string, string | string[], Circumstances, boolean]>([
    ["StringEquals", "kms:tag/t", "dev", tagged("dev"), true],
    ["StringEquals", "kms:tag/t", "dev", tagged("Dev"), false],
    ["StringEquals", "kms:tag/t", "d*", tagged("dev"), false],
    ["StringEquals", "kms:tag/t", ["prod", "dev"], tagged("dev"), true],
    ["StringEquals", "kms:tag/t", "", tagged(""), true],
    ["StringNotEquals", "kms:tag/t", "dev", tagged("dev"), false],
    ["StringNotEquals", "kms:tag/t", "dev", tagged("Dev"), true],
    ["StringNotEquals", "kms:tag/t", ["prod", "dev"], tagged("dev"), false],
    ["StringNotEquals", "kms:tag/t", ["prod", "dev"], tagged("test"), true],
    ["StringEqualsIgnoreCase", "kms:tag/t", "DEV", tagged("dEv"), true],
    ["StringEqualsIgnoreCase", "kms:tag/t", "DEV", tagged("devs"), false],
    ["StringNotEqualsIgnoreCase", "kms:tag/t", "DEV", tagged("dEv"), false],
    ["StringNotEqualsIgnoreCase", "kms:tag/t", "DEV", tagged("devs"), true],
    ["StringLike", "kms:tag/t", "d?v*", tagged("dev-1"), true],
    ["StringLike", "kms:tag/t", "d?v*", tagged("prod"), false],
    ["StringLike", "kms:tag/t", "D*", tagged("dev"), false],
    ["StringNotLike", "kms:tag/t", "d?v*", tagged("dev-1"), false],
    ["StringNotLike", "kms:tag/t", ["x*", "d?v*"], tagged("prod"), true],
    ["NumericEquals", "kms:tag/t", "10", tagged("10.0"), true],
    ["NumericEquals", "kms:tag/t", "10", tagged("11"), false],
    ["NumericNotEquals", "kms:tag/t", "10", tagged("10"), false],
    ["NumericNotEquals", "kms:tag/t", "10", tagged("11"), true],
    ["NumericLessThan", "kms:tag/t", "10", tagged("9"), true],
    ["NumericLessThan", "kms:tag/t", "10", tagged("10"), false],
    ["NumericLessThanEquals", "kms:tag/t", "10", tagged("10"), true],
    ["NumericLessThanEquals", "kms:tag/t", "10", tagged("10.5"), false],
    ["NumericGreaterThan", "kms:tag/t", "-1", tagged("0"), true],
    ["NumericGreaterThan", "kms:tag/t", "-1", tagged("-1"), false],
    ["NumericGreaterThanEquals", "kms:tag/t", ["100", "5"], tagged("7"), true],
    ["NumericGreaterThanEquals", "kms:tag/t", "7.1", tagged("7"), false],
    ["DateEquals", "acs:CurrentTime", "2026-01-31T08:00:00+08:00", at("2026-01-31T00:00:00.999Z"), true],
    ["DateEquals", "acs:CurrentTime", "2026-01-31T00:00:00Z", at("2026-01-31T00:00:01Z"), false],
    ["DateNotEquals", "acs:CurrentTime", "2026-01-31T00:00:00Z", at("2026-01-31T00:00:00Z"), false],
    ["DateNotEquals", "acs:CurrentTime", "2026-01-31T00:00:00Z", at("2026-01-31T00:00:01Z"), true],
    ["DateLessThan", "acs:CurrentTime", "2026-01-31", at("2026-01-30T23:59:59.999Z"), true],
    ["DateLessThan", "acs:CurrentTime", "2026-01-31", at("2026-01-31T00:00:00Z"), false],
    ["DateLessThanEquals", "acs:CurrentTime", "2026-01-31", at("2026-01-31T00:00:00Z"), true],
    ["DateLessThanEquals", "acs:CurrentTime", "2026-01-31", at("2026-01-31T00:00:01Z"), false],
    ["DateGreaterThan", "acs:CurrentTime", "2026-01-31", at("2026-01-31T00:00:01Z"), true],
    ["DateGreaterThan", "acs:CurrentTime", "2026-01-31", at("2026-01-31T00:00:00Z"), false],
    ["DateGreaterThanEquals", "acs:CurrentTime", "2026-01-31", at("2026-01-31T00:00:00Z"), true],
    ["DateGreaterThanEquals", "acs:CurrentTime", "2026-01-31", at("2026-01-30T23:59:59Z"), false],
    ["DateEquals", "kms:tag/t", "2026-01-31", tagged("2026-01-31T00:00:00Z"), true],
    ["Bool", "acs:SecureTransport", "true", { secure: true }, true],
    ["Bool", "acs:SecureTransport", "true", { secure: false }, false],
    ["Bool", "acs:SecureTransport", "false", { secure: false }, true],
    ["StringEquals", "acs:SecureTransport", "true", { secure: true }, true],
    ["Bool", "acs:MFAPresent", "true", {}, false],
    ["Bool", "acs:MFAPresent", "false", {}, true],
    ["IpAddress", "acs:SourceIp", "192.0.2.0/24", { sourceAddress: "192.0.2.7" }, true],
    ["IpAddress", "acs:SourceIp", "192.0.2.0/24", { sourceAddress: "::ffff:192.0.2.7" }, true],
    ["IpAddress", "acs:SourceIp", "192.0.2.0/24", { sourceAddress: "192.0.3.7" }, false],
    ["IpAddress", "acs:SourceIp", ["10.0.0.1", "2001:db8::/32"], { sourceAddress: "2001:db8::7" }, true],
    ["NotIpAddress", "acs:SourceIp", "192.0.2.0/24", { sourceAddress: "192.0.2.7" }, false],
    ["NotIpAddress", "acs:SourceIp", ["192.0.2.0/24", "10.0.0.0/8"], { sourceAddress: "10.1.1.1" }, false],
    ["NotIpAddress", "acs:SourceIp", ["192.0.2.0/24", "10.0.0.0/8"], { sourceAddress: "198.51.100.1" }, true],
    ["StringEquals", "acs:SourceIp", "192.0.2.7", { sourceAddress: "::ffff:192.0.2.7" }, true],
    ["IpAddress", "acs:VpcSourceIp", "10.0.0.0/8", { sourceAddress: "10.1.1.1", fromVpc: true }, true],
    ["IpAddress", "acs:VpcSourceIp", "10.0.0.0/8", { sourceAddress: "172.16.0.1", fromVpc: true }, false],
    ["StringEquals", "acs:SourceVpc", ["vpc-a", "vpc-b"], { vpc: "vpc-b", fromVpc: true }, true],
    ["StringNotEquals", "acs:SourceVpc", ["vpc-a", "vpc-b"], { vpc: "vpc-b", fromVpc: true }, false],
    ["StringLike", "ACS:sourceVPC", "vpc-*", { vpc: "vpc-b", fromVpc: true }, true],
    ["StringEquals", "KMS:TAG/t", "dev", tagged("dev"), true],
  ])("%s of %s and %j, with %j: %s", async (operator, name, values, circumstances, met) => {
    expect(await applies({ [operator]: { [name]: values } }, circumstances)).toEqual({
      allow: met,
      deny: met,
    });
  });
});

describe("a condition whose key the request does not have", () => {
  const fromVpc = { fromVpc: true, sourceAddress: "10.0.0.1" };
  it.each<[string, string, string, Circumstances]>([
    ["StringEquals", "kms:tag/t", "dev", {}],
    ["StringLike", "kms:tag/t", "*", { tags: { T: "dev" } }],
    ["NumericLessThan", "kms:tag/t", "5", {}],
    ["Bool", "kms:tag/t", "false", {}],
    ["IpAddress", "acs:SourceIp", "0.0.0.0/0", fromVpc],
    ["IpAddress", "acs:VpcSourceIp", "0.0.0.0/0", {}],
    ["StringEquals", "acs:SourceVpc", "vpc-a", fromVpc],
  ])("is not met: %s of %s", async (operator, name, value, circumstances) => {
    const expected = { allow: false, deny: false };
    expect(await applies({ [operator]: { [name]: value } }, circumstances)).toEqual(expected);
  });

  it.each<[string, string, string, Circumstances]>([
    ["StringNotEquals", "kms:tag/t", "dev", {}],
    ["StringNotLike", "kms:tag/t", "x*", {}],
    ["StringNotEqualsIgnoreCase", "kms:tag/t", "dev", {}],
    ["NumericNotEquals", "kms:tag/t", "5", {}],
    ["DateNotEquals", "kms:tag/t", "2026-01-31", {}],
    ["NotIpAddress", "acs:SourceIp", "192.0.2.0/24", fromVpc],
    ["NotIpAddress", "acs:VpcSourceIp", "192.0.2.0/24", {}],
    ["StringNotEquals", "acs:SourceVpc", "vpc-a", fromVpc],
  ])(
    "is met in a Deny and not in an Allow when it says Not: %s of %s",
    async (operator, name, value, circumstances) => {
      const expected = { allow: false, deny: true };
      expect(await applies({ [operator]: { [name]: value } }, circumstances)).toEqual(expected);
    },
  );
});

describe("a condition on a value that cannot be compared", () => {
  it.each<[string, string, string, Circumstances]>([
    ["NumericEquals", "kms:tag/t", "5", tagged("five")],
    ["NumericNotEquals", "kms:tag/t", "5", tagged("five")],
    ["DateLessThan", "kms:tag/t", "2026-01-31", tagged("yesterday")],
    ["Bool", "kms:tag/t", "true", tagged("yes")],
    ["IpAddress", "kms:tag/t", "10.0.0.0/8", tagged("here")],
    ["IpAddress", "acs:SourceIp", "192.0.2.0/24", { sourceAddress: "unknown" }],
    ["NotIpAddress", "acs:SourceIp", "192.0.2.0/24", { sourceAddress: "" }],
  ])("is met in a Deny and not in an Allow: %s of %s", async (operator, name, value, circumstances) => {
    const expected = { allow: false, deny: true };
    expect(await applies({ [operator]: { [name]: value } }, circumstances)).toEqual(expected);
  });
});

describe("several conditions", () => {
  const condition = {
    IpAddress: { "acs:SourceIp": ["192.0.2.0/24", "198.51.100.0/24"] },
    StringEquals: { "kms:tag/t": "dev", "kms:tag/u": "x" },
  };
  it.each<[string, Circumstances, boolean]>([
    ["all", { sourceAddress: "198.51.100.1", tags: { t: "dev", u: "x" } }, true],
    ["one operator less", { sourceAddress: "203.0.113.1", tags: { t: "dev", u: "x" } }, false],
    ["one key less", { sourceAddress: "192.0.2.1", tags: { t: "dev", u: "y" } }, false],
  ])("must all be met: %s", async (_, circumstances, met) => {
    expect(await applies(condition, circumstances)).toEqual({ allow: met, deny: met });
  });
});

describe("the tags of a resource", () => {
  const onTag = { StringEquals: { "kms:tag/t": "dev" } };

  async function reads(...statements: object[]): Promise<number> {
    let count = 0;
    const tags = () => {
      count += 1;
      return [];
    };
    await accessOf({ user: [policy(...statements)] }).decide({ ...questionIn({}), tags });
    return count;
  }

  it("are asked once, when a condition on them can matter", async () => {
    const statement = { ...allow("kms:*"), Condition: onTag };
    expect(await reads(statement, { ...deny("*"), Condition: onTag })).toBe(1);
  });

  it("are not asked otherwise", async () => {
    expect(await reads(allow("*"))).toBe(0);
    expect(await reads(allow("*"), { ...allow("kms:Decrypt"), Condition: onTag })).toBe(0);
    expect(await reads({ ...deny("*", "acs:kms:*:*:alias/*"), Condition: onTag })).toBe(0);
    expect(await reads({ ...allow("*"), Condition: { Bool: { "acs:SecureTransport": "true" } } })).toBe(0);
  });

  it("may be absent: then no tag is there", async () => {
    const question = { principal: ci, action: "kms:Encrypt", resource: key, facts };
    const access = accessOf({ user: [policy({ ...allow("*"), Condition: onTag })] });
    expect(await access.decide(question)).toMatchObject({ allowed: false });
  });

  it("that cannot be read stop the decision", async () => {
    const access = accessOf({ user: [policy({ ...allow("*"), Condition: onTag })] });
    const tags = () => Promise.reject(new Error("the store is away"));
    await expect(access.decide({ ...questionIn({}), tags })).rejects.toThrow("the store is away");
  });
});
