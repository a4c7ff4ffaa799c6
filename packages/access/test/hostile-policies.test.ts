import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  newSession,
  parseKeyPolicy,
  parsePolicy,
  parseTrustPolicy,
  PolicyError,
  userPrincipal,
} from "@keyferry/access";
import {
  accessOf,
  account,
  allow,
  ci,
  createTestSealer,
  facts,
  forPrincipals,
  key,
  policy,
} from "./world.ts";

const readers = {
  "RAM policy": parsePolicy,
  "key policy": (document: unknown) => parseKeyPolicy(document, { account }),
  "trust policy": parseTrustPolicy,
};

describe.each(Object.entries(readers))("a hostile %s", (_, read) => {
  it.each<[string, unknown]>([
    ["deep lists", JSON.parse("[".repeat(10_000) + "]".repeat(10_000))],
    ["deep objects", JSON.parse('{"Statement":'.repeat(5000) + "1" + "}".repeat(5000))],
    [
      "a deep condition",
      policy({
        ...allow("*"),
        Condition: JSON.parse('{"Bool":'.repeat(5000) + "1" + "}".repeat(5000)) as object,
      }),
    ],
    ["a million statements", { Version: "1", Statement: Array<number>(1_000_000).fill(1) }],
    ["a long Version", { Version: "1".repeat(1_000_000), Statement: [] }],
    [
      "many members",
      Object.fromEntries(Array.from({ length: 100_000 }, (__, index) => [`m${String(index)}`, 1])),
    ],
    [
      "members of every object",
      { Version: "1", Statement: [{ constructor: 1, toString: 2, hasOwnProperty: 3 }] },
    ],
    ["a prototype in place of members", JSON.parse('{"__proto__":{"Version":"1","Statement":[]}}')],
    ["a number", 1],
    ["nothing", undefined],
  ])("is refused: %s", (__, document) => {
    const begin = performance.now();
    expect(() => read(document)).toThrow(PolicyError);
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it("is refused or read, but never anything else, whatever JSON it is", () => {
    const member = fc.constantFrom(
      ..."Version Statement Effect Action NotAction Resource Principal RAM Condition Sid Bool __proto__".split(
        " ",
      ),
      "acs:SecureTransport",
    );
    const document = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(
          "1",
          "Allow",
          "*",
          "kms:*",
          "sts:AssumeRole",
          `acs:ram::${account}:root`,
          "true",
          1,
          null,
        ),
        fc.array(tie("node"), { maxLength: 3 }),
        fc.dictionary(member, tie("node"), { maxKeys: 5 }),
      ),
    })).node;
    fc.assert(
      fc.property(document, (value) => {
        try {
          expect(read(value)).toEqual(value);
        } catch (error) {
          expect(error).toBeInstanceOf(PolicyError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("hostile text", () => {
  it.each([
    "[".repeat(32_768),
    '{"a":'.repeat(6000),
    `"${"\\u0000".repeat(5000)}`,
    "\u0000",
    "nul",
    "1e999999",
    " ".repeat(40_000),
  ])("is refused as a key policy", (text) => {
    expect(() => parseKeyPolicy(text, { account })).toThrow(PolicyError);
  });

  it("is refused as a session policy before it is read", () => {
    const role = { account, name: "r", maxSessionSeconds: 3600 };
    const policyText = "[".repeat(100_000);
    const make = () =>
      newSession({ role, sessionName: "tests", now: 0, policy: policyText }, createTestSealer());
    expect(make).toThrow("must not be longer than 2048 characters");
  });

  it("never shows in an error", () => {
    expect(() => parseKeyPolicy('{"secret-token', { account })).toThrow("The policy must be JSON");
  });
});

describe("the largest policies", () => {
  it("of wildcards that match late are decided in bounded time", async () => {
    const patterns = Array.from({ length: 30 }, () => `acs:kms:*:*:${"*a".repeat(480)}b`);
    const stars = policy(allow("*", patterns));
    const subject = `acs:kms:cn-hangzhou:${account}:key/${"a".repeat(900)}`;
    const access = accessOf({ user: Array<object>(20).fill(stars) });
    const begin = performance.now();
    const question = { principal: ci, action: "kms:Encrypt", resource: subject, facts };
    expect(await access.decide(question)).toMatchObject({ allowed: false });
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it("of conditions are decided in bounded time", async () => {
    const blocks = Array.from({ length: 250 }, (_, index) => `10.0.${String(index)}.0/24`);
    const Condition = { IpAddress: { "acs:SourceIp": blocks } };
    const statements = Array.from({ length: 6 }, () => ({ ...allow("*"), Condition }));
    const access = accessOf({ user: Array<object>(20).fill(policy(...statements)) });
    const begin = performance.now();
    for (let round = 0; round < 20; round += 1) {
      await access.decide({ principal: ci, action: "kms:Encrypt", resource: key, facts });
    }
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

describe("names of every object", () => {
  it.each(["constructor", "toString", "hasOwnProperty"])("are users like any other: %s", async (name) => {
    const access = accessOf({ user: [policy(allow("*"))] });
    const principal = userPrincipal(account, name);
    const keyPolicy = JSON.stringify(policy(forPrincipals("Allow", `acs:ram::${account}:user/ci`)));
    const question = { principal, action: "kms:Encrypt", resource: key, facts, resourcePolicy: keyPolicy };
    expect(await access.decide(question)).toMatchObject({ allowed: false });
  });

  it("are tags like any other", async () => {
    const Condition = { StringLike: { "kms:tag/constructor": "*", "kms:tag/__proto__": "*" } };
    const access = accessOf({ user: [policy({ ...allow("*"), Condition })] });
    const question = { principal: ci, action: "kms:Encrypt", resource: key, facts };
    expect(await access.decide({ ...question, tags: () => [] })).toMatchObject({ allowed: false });
    const tags = ["constructor", "__proto__"].map((name) => ({ key: name, value: "x" }));
    expect(await access.decide({ ...question, tags: () => tags })).toEqual({ allowed: true });
  });
});
