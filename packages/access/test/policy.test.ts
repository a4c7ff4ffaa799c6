import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccessError, parsePolicy, PolicyError } from "@keyferry/access";
import { allow, deny, policy } from "./world.ts";

function refusal(document: unknown): PolicyError {
  try {
    parsePolicy(document);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error("the policy was accepted");
}

function withStatement(statement: unknown): object {
  return { Version: "1", Statement: [statement] };
}

const good = allow("kms:ExportDataKey");

describe("a policy", () => {
  it("is read as it stands", () => {
    const document = policy(
      allow(["kms:*DataKey*", "kms:Describe???"], "acs:kms:*:*:key/*"),
      deny("*", ["acs:kms:cn-hangzhou:1000000000000000:alias/a", "*"]),
    );
    expect(parsePolicy(document)).toEqual(document);
  });

  it.each(["*", "kms:*", "KMS:exportdatakey", "k?s:Export*", "oss:GetObject", "*:*"])(
    "may name the action %s",
    (action) => {
      expect(() => parsePolicy(policy(allow(action)))).not.toThrow();
    },
  );

  it.each([
    { Effect: "Allow", NotAction: ["kms:Delete*"], Resource: "*" },
    { Effect: "Deny", Action: "*", NotResource: "acs:kms:*:*:key/*" },
    { Effect: "Deny", NotAction: "ram:*", NotResource: ["acs:kms:*:*:key/*", "acs:kms:*:*:alias/*"] },
  ])("may name what it does not speak of: %j", (statement) => {
    const document = withStatement(statement);
    expect(parsePolicy(document)).toEqual(document);
  });

  it.each([
    "*",
    "acs:kms:*:*:*",
    "acs:kms:cn-hangzhou:1:key/?",
    "acs:oss:*:*:bücher/*",
    "acs:ram::1:role/a:b",
  ])("may name the resource %s", (resource) => {
    expect(() => parsePolicy(policy(allow("*", resource)))).not.toThrow();
  });
});

describe("a policy is refused", () => {
  it.each<[string, unknown, string, RegExp]>([
    ["that is null", null, "", /must be an object/],
    ["that is text", '{"Version":"1"}', "", /must be an object/],
    ["that is a list", [], "", /must be an object/],
    ["without Version", { Statement: [good] }, "Version", /"1"/],
    ["of Version 1, a number", { Version: 1, Statement: [good] }, "Version", /"1"/],
    ["of Version 2", { Version: "2", Statement: [good] }, "Version", /"1"/],
    ["without Statement", { Version: "1" }, "Statement", /must be a list/],
    ["whose Statement is an object", { Version: "1", Statement: good }, "Statement", /must be a list/],
    ["whose Statement is empty", { Version: "1", Statement: [] }, "Statement", /1 to 256/],
    ["with 257 statements", policy(...Array<typeof good>(257).fill(good)), "Statement", /1 to 256/],
    ["with another member", { Version: "1", Statement: [good], Id: "x" }, "Id", /is not known/],
    ["whose statement is text", withStatement("x"), "Statement[0]", /must be an object/],
    ["without Effect", withStatement({ Action: "*", Resource: "*" }), "Statement[0].Effect", /Allow or Deny/],
    [
      "with effect allow",
      withStatement({ ...good, Effect: "allow" }),
      "Statement[0].Effect",
      /Allow or Deny/,
    ],
    [
      "without Action",
      withStatement({ Effect: "Deny", Resource: "*" }),
      "Statement[0].Action",
      /or NotAction must be there/,
    ],
    [
      "without Resource",
      withStatement({ Effect: "Deny", Action: "*" }),
      "Statement[0].Resource",
      /or NotResource must be there/,
    ],
    ["whose Action is empty", policy(allow([])), "Statement[0].Action", /1 to 512/],
    ["whose Resource is empty", policy(allow("*", [])), "Statement[0].Resource", /1 to 512/],
    ["with 513 actions", policy(allow(Array<string>(513).fill("*"))), "Statement[0].Action", /1 to 512/],
    [
      "with an action that is a number",
      withStatement({ ...good, Action: ["*", 7] }),
      "Statement[0].Action[1]",
      /string/,
    ],
    [
      "with an action of no service",
      policy(good, allow("ExportDataKey")),
      "Statement[1].Action",
      /service:Operation/,
    ],
    [
      "with an action with a space",
      policy(allow(["kms:Export DataKey"])),
      "Statement[0].Action[0]",
      /service:Op/,
    ],
    ["with an action beyond ASCII", policy(allow("\u212Ams:Encrypt")), "Statement[0].Action", /service:Op/],
    ["with a long action", policy(allow(`kms:${"a".repeat(253)}`)), "Statement[0].Action", /256/],
    [
      "with a resource that is no ARN",
      policy(allow("*", ["*", "key/1"])),
      "Statement[0].Resource[1]",
      /acs:/,
    ],
    ["with an ARN without account", policy(allow("*", "acs:kms:*:key/1")), "Statement[0].Resource", /acs:/],
    [
      "with a resource with a line break",
      policy(allow("*", "acs:kms:*:*:key/\n")),
      "Statement[0].Resource",
      /acs:/,
    ],
    [
      "with a long resource",
      policy(allow("*", `acs:kms:*:*:${"a".repeat(1013)}`)),
      "Statement[0].Resource",
      /1024/,
    ],
  ])("%s", (_, document, path, problem) => {
    const error = refusal(document);
    expect(error.path).toBe(path);
    expect(error.problem).toMatch(problem);
    expect(error).toBeInstanceOf(AccessError);
    expect(error.reason).toBe("invalid");
  });

  it.each(["Action", "Resource"])("with Not%s beside what it negates", (member) => {
    const statement = { ...good, [`Not${member}`]: "*" };
    expect(refusal(withStatement(statement)).message).toBe(
      `Statement[0].Not${member} cannot stand beside ${member}`,
    );
  });

  it("with a member called __proto__", () => {
    const document: unknown = JSON.parse(
      '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","__proto__":{"a":1}}]}',
    );
    expect(refusal(document).path).toBe("Statement[0]");
  });

  it("without repeating a long or odd member name", () => {
    const name = "x\n".repeat(1000);
    expect(refusal({ ...policy(good), [name]: 1 }).message).toBe("The policy has a member that is not known");
  });

  it("when it is larger than 32768 bytes, counted as UTF-8", () => {
    const resource = (letter: string, count: number) => `acs:kms:*:*:${letter.repeat(count)}`;
    const ofLetters = (letter: string) => policy(allow("*", Array<string>(33).fill(resource(letter, 900))));
    expect(() => parsePolicy(ofLetters("a"))).not.toThrow();
    expect(refusal(ofLetters("ü")).message).toBe("The policy must not be larger than 32768 bytes");
  });

  it("or accepted, but never anything else, whatever JSON it is", () => {
    const member = fc.constantFrom("Version", "Statement", "Effect", "Action", "Resource", "Condition");
    const document = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>("1", "Allow", "Deny", "*", "kms:*", 1, null, true),
        fc.array(tie("node"), { maxLength: 3 }),
        fc.dictionary(member, tie("node"), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(document, (value) => {
        try {
          expect(parsePolicy(value)).toEqual(value);
        } catch (error) {
          expect(error).toBeInstanceOf(PolicyError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
