import { describe, expect, it } from "vitest";
import { parseKeyPolicy, parsePolicy, parseTrustPolicy, PolicyError } from "@keyferry/access";
import { account, allow, forPrincipals, policy } from "./world.ts";

function refusal(Condition: unknown): PolicyError {
  try {
    parsePolicy(policy({ ...allow("*"), Condition }));
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error("the condition was accepted");
}

describe("a condition", () => {
  it.each<object>([
    { Bool: { "acs:SecureTransport": "true" } },
    { Bool: { "ACS:securetransport": ["true", "false"] } },
    {
      IpAddress: { "acs:SourceIp": ["192.0.2.0/24", "2001:db8::1"] },
      NotIpAddress: { "acs:SourceIp": "192.0.2.9" },
    },
    { IpAddress: { "acs:VpcSourceIp": "10.0.0.0/8" }, StringEquals: { "acs:SourceVpc": "vpc-a" } },
    { DateGreaterThan: { "acs:CurrentTime": "2026-01-31T08:00:00+08:00" } },
    { StringLike: { "kms:tag/team": "dev*", "kms:tag/__proto__": "x", "KMS:Tag/Ünï côdé": "" } },
    { NumericLessThanEquals: { "kms:tag/level": ["3", "-1.5"] } },
    { StringEquals: { "acs:SourceIp": "192.0.2.1" } },
  ])("is read as it stands: %j", (Condition) => {
    const document = policy({ ...allow("*"), Condition });
    expect(parsePolicy(document)).toEqual(document);
  });

  it("is refused when it uses the external id elsewhere than in a trust policy", () => {
    const Condition = { StringEquals: { "sts:ExternalId": "x1" } };
    const place = "Statement[0].Condition.StringEquals.sts:ExternalId cannot be used in a";
    expect(() => parsePolicy(policy({ ...allow("*"), Condition }))).toThrow(`${place} RAM policy`);
    const everybody = `acs:ram::${account}:root`;
    expect(() =>
      parseKeyPolicy(policy({ ...forPrincipals("Allow", everybody), Condition }), { account }),
    ).toThrow(`${place} key policy`);
    const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { RAM: everybody } };
    expect(() => parseTrustPolicy(policy({ ...trust, Condition }))).not.toThrow();
    const tagged = { StringEquals: { "kms:tag/a": "b" } };
    expect(() => parseTrustPolicy(policy({ ...trust, Condition: tagged }))).toThrow("in a trust policy");
  });
});

describe("a condition is refused", () => {
  const bool = "Statement[0].Condition.Bool";
  it.each<[string, unknown, string, RegExp]>([
    ["that is null", null, "Statement[0].Condition", /object/],
    ["that is a list", [], "Statement[0].Condition", /object/],
    ["without operators", {}, "Statement[0].Condition", /operator/],
    [
      "of an unknown operator",
      { StringMatches: { "acs:SourceVpc": "x" } },
      "Statement[0].Condition.StringMatches",
      /not known/,
    ],
    [
      "of an operator in other case",
      { bool: { "acs:SecureTransport": "true" } },
      "Statement[0].Condition.bool",
      /not known/,
    ],
    [
      "of an operator of other clouds",
      { "ForAnyValue:StringEquals": {} },
      "Statement[0].Condition.ForAnyValue:StringEquals",
      /not known/,
    ],
    [
      "of an operator called constructor",
      { constructor: {} },
      "Statement[0].Condition.constructor",
      /not known/,
    ],
    [
      "of an operator called __proto__",
      JSON.parse('{"__proto__":{"acs:SourceVpc":"x"}}'),
      "Statement[0].Condition",
      /operator that is not known/,
    ],
    ["whose operator holds text", { Bool: "true" }, bool, /object/],
    ["whose operator holds a list", { Bool: ["true"] }, bool, /object/],
    ["whose operator holds nothing", { Bool: {} }, bool, /1 to 32/],
    [
      "with 33 keys",
      {
        StringEquals: Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`kms:tag/${String(n)}`, "x"])),
      },
      "Statement[0].Condition.StringEquals",
      /1 to 32/,
    ],
    [
      "of an unknown key",
      { StringEquals: { "acs:UserAgent": "x" } },
      "Statement[0].Condition.StringEquals.acs:UserAgent",
      /not known/,
    ],
    [
      "of a key called toString",
      { StringEquals: { toString: "x" } },
      "Statement[0].Condition.StringEquals.toString",
      /not known/,
    ],
    [
      "of a key called __proto__",
      { StringEquals: JSON.parse('{"__proto__":"x"}') as unknown },
      "Statement[0].Condition.StringEquals",
      /condition key that is not known/,
    ],
    [
      "of a tag without a name",
      { StringEquals: { "kms:tag/": "x" } },
      "Statement[0].Condition.StringEquals.kms:tag/",
      /not known/,
    ],
    [
      "of a tag with a line break",
      { StringEquals: { "kms:tag/a\n": "x" } },
      "Statement[0].Condition.StringEquals",
      /not known/,
    ],
    [
      "of a tag of 129 characters",
      { StringEquals: { [`kms:tag/${"a".repeat(129)}`]: "x" } },
      "Statement[0].Condition.StringEquals",
      /not known/,
    ],
    [
      "that compares a time as text",
      { StringEquals: { "acs:CurrentTime": "2026-01-31" } },
      "Statement[0].Condition.StringEquals.acs:CurrentTime",
      /compared by StringEquals/,
    ],
    [
      "that compares an address as a number",
      { NumericEquals: { "acs:SourceIp": "1" } },
      "Statement[0].Condition.NumericEquals.acs:SourceIp",
      /compared/,
    ],
    [
      "that compares a VPC as an address",
      { IpAddress: { "acs:SourceVpc": "10.0.0.0/8" } },
      "Statement[0].Condition.IpAddress.acs:SourceVpc",
      /compared/,
    ],
    [
      "with a boolean that is no text",
      { Bool: { "acs:SecureTransport": true } },
      `${bool}.acs:SecureTransport`,
      /"true" or "false"/,
    ],
    [
      "with a boolean in other case",
      { Bool: { "acs:SecureTransport": "True" } },
      `${bool}.acs:SecureTransport`,
      /"true" or "false"/,
    ],
    [
      "with an empty list",
      { Bool: { "acs:SecureTransport": [] } },
      `${bool}.acs:SecureTransport`,
      /1 to 256/,
    ],
    [
      "with 257 values",
      { StringEquals: { "acs:SourceVpc": Array<string>(257).fill("x") } },
      "Statement[0].Condition.StringEquals.acs:SourceVpc",
      /1 to 256/,
    ],
    [
      "with a list in a list",
      { Bool: { "acs:SecureTransport": ["true", ["true"]] } },
      `${bool}.acs:SecureTransport[1]`,
      /"true"/,
    ],
    [
      "with an address that is none",
      { IpAddress: { "acs:SourceIp": ["192.0.2.1", "192.0.2.XX"] } },
      "Statement[0].Condition.IpAddress.acs:SourceIp[1]",
      /IP address/,
    ],
    [
      "with a block that is none",
      { NotIpAddress: { "acs:SourceIp": "192.0.2.0/33" } },
      "Statement[0].Condition.NotIpAddress.acs:SourceIp",
      /CIDR/,
    ],
    [
      "with a day that is none",
      { DateLessThan: { "acs:CurrentTime": "2026-02-30" } },
      "Statement[0].Condition.DateLessThan.acs:CurrentTime",
      /ISO 8601/,
    ],
    [
      "with a number that is none",
      { NumericEquals: { "kms:tag/a": "1e3" } },
      "Statement[0].Condition.NumericEquals.kms:tag/a",
      /decimal number/,
    ],
    [
      "with a number that is no text",
      { NumericEquals: { "kms:tag/a": 1 } },
      "Statement[0].Condition.NumericEquals.kms:tag/a",
      /decimal number/,
    ],
    [
      "with a long value",
      { StringEquals: { "acs:SourceVpc": "x".repeat(1025) } },
      "Statement[0].Condition.StringEquals.acs:SourceVpc",
      /string/,
    ],
  ])("%s", (_, condition, path, problem) => {
    const error = refusal(condition);
    expect(error.path).toBe(path);
    expect(error.problem).toMatch(problem);
  });

  it("without repeating a value or a name that is long or odd", () => {
    const secret = "hidden\u0000secret";
    expect(refusal({ [secret]: {} }).message).not.toContain("hidden");
    expect(refusal({ StringEquals: { [secret]: "x" } }).message).not.toContain("hidden");
    expect(refusal({ Bool: { "acs:SecureTransport": secret } }).message).not.toContain("hidden");
  });
});
