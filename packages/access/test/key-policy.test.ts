import { describe, expect, it } from "vitest";
import { defaultKeyPolicy, parseKeyPolicy, parseTrustPolicy, PolicyError } from "@keyferry/access";
import { account, forPrincipals, otherAccount, policy } from "./world.ts";

const user = `acs:ram::${account}:user/ci`;
const good = forPrincipals("Allow", user);

function refusal(document: unknown): PolicyError {
  try {
    parseKeyPolicy(document, { account });
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error("the key policy was accepted");
}

describe("a key policy", () => {
  it("has no member twice in its text, which is kept: one reads the first, another the last", () => {
    const text = JSON.stringify(policy(good));
    const twice = text.replace('"Effect":', '"Effect":"Deny","Effect":');
    const hidden = text.replace('"Effect":', String.raw`"Eff\u0065ct":"Deny","Effect":`);
    expect(parseKeyPolicy(text, { account })).toEqual(policy(good));
    for (const each of [twice, hidden]) expect(refusal(each).problem).toBe("has a member twice");
  });

  it.each<[string, object]>([
    ["the default one", defaultKeyPolicy(account)],
    [
      "with text in place of lists",
      policy({ ...good, Principal: { RAM: user }, Action: "kms:*", Resource: "*" }),
    ],
    ["with a name", policy({ Sid: "kms policy /_+=.@-", ...good })],
    ["with a condition", policy({ ...good, Condition: { IpAddress: { "acs:SourceIp": ["203.0.113.7"] } } })],
    [
      "of actions that are not known",
      policy({ ...good, Action: ["kms:Encrypt", "kms:Teleport", "KMS:de*"] }),
    ],
    [
      "of every kind of principal",
      policy(
        forPrincipals("Allow", [
          `acs:ram::${account}:root`,
          `acs:ram::${otherAccount}:*`,
          `acs:ram::${otherAccount}:user/a.b@c_d-e`,
          `acs:ram::${otherAccount}:role/a.b_c-d`,
        ]),
      ),
    ],
  ])("is read as it stands: %s", (_, document) => {
    expect(parseKeyPolicy(document, { account })).toEqual(document);
    expect(parseKeyPolicy(JSON.stringify(document), { account })).toEqual(document);
  });

  it("is by default the one that the documents show", () => {
    expect(JSON.stringify(defaultKeyPolicy("1"))).toBe(
      '{"Statement":[{"Action":["kms:*"],"Effect":"Allow","Principal":{"RAM":["acs:ram::1:*"]},' +
        '"Resource":["*"],"Sid":"kms default key policy"}],"Version":"1"}',
    );
  });
});

describe("a key policy is refused", () => {
  it.each<[string, unknown, string, RegExp]>([
    ["that is not JSON", "{", "", /JSON/],
    ["that is empty", "", "", /JSON/],
    ["that is a list", "[]", "", /object/],
    ["of more than 32768 bytes", " ".repeat(32_769), "", /32768/],
    ["of more than 32768 bytes, counted as UTF-8", `"${"ü".repeat(20_000)}"`, "", /32768/],
    ["without Version", { Statement: [good] }, "Version", /"1"/],
    ["with another member", { ...policy(good), Id: "x" }, "Id", /not known/],
    ["with a long Sid", policy({ ...good, Sid: "a".repeat(129) }), "Statement[0].Sid", /128/],
    ["with an odd Sid", policy({ ...good, Sid: "a\n" }), "Statement[0].Sid", /128/],
    ["without Principal", policy({ ...good, Principal: undefined }), "Statement[0].Principal", /object/],
    ["whose Principal is text", policy({ ...good, Principal: "*" }), "Statement[0].Principal", /object/],
    [
      "of a service",
      policy({ ...good, Principal: { Service: ["ecs.aliyuncs.com"] } }),
      "Statement[0].Principal.Service",
      /not known/,
    ],
    ["without principals", policy(forPrincipals("Allow", [])), "Statement[0].Principal.RAM", /1 to 512/],
    [
      "of a principal that is none",
      policy(forPrincipals("Allow", [user, "*"])),
      "Statement[0].Principal.RAM[1]",
      /acs:ram::/,
    ],
    [
      "of a principal pattern",
      policy(forPrincipals("Allow", `acs:ram::${account}:user/*`)),
      "Statement[0].Principal.RAM",
      /acs:ram::/,
    ],
    [
      "of a session",
      policy(forPrincipals("Allow", `acs:ram::${account}:assumed-role/a/b`)),
      "Statement[0].Principal.RAM",
      /acs:ram::/,
    ],
    [
      "of an account that is none",
      policy(forPrincipals("Allow", "acs:ram::x:root")),
      "Statement[0].Principal.RAM",
      /acs:ram::/,
    ],
    [
      "of a principal with a line break",
      policy(forPrincipals("Allow", `${user}\n`)),
      "Statement[0].Principal.RAM",
      /acs:ram::/,
    ],
    ["of every action", policy(forPrincipals("Allow", user, "*")), "Statement[0].Action", /kms:/],
    [
      "of another service's action",
      policy(forPrincipals("Allow", user, ["kms:*", "oss:GetObject"])),
      "Statement[0].Action[1]",
      /kms:/,
    ],
    [
      "of a resource",
      policy({ ...good, Resource: ["*", "acs:kms:*:*:key/*"] }),
      "Statement[0].Resource[1]",
      /must be \*/,
    ],
    ["with NotAction", policy({ ...good, NotAction: "kms:Decrypt" }), "Statement[0].NotAction", /not known/],
    [
      "with an unknown condition",
      policy({ ...good, Condition: { Is: {} } }),
      "Statement[0].Condition.Is",
      /not known/,
    ],
  ])("%s", (_, document, path, problem) => {
    const error = refusal(document);
    expect(error.path).toBe(path);
    expect(error.problem).toMatch(problem);
  });

  it.each([`acs:ram::${account}:*`, `acs:ram::${account}:root`])(
    "that takes its own change from the root: %s",
    (principal) => {
      for (const action of ["kms:*", "kms:set*", "KMS:SetKeyPolicy", "kms:SetSecretPolicy"]) {
        const error = refusal(policy(good, forPrincipals("Deny", [user, principal], [action])));
        expect(error.message).toBe(
          "Statement[1] must not deny the change of the policy to the root of the account",
        );
      }
      expect(() =>
        parseKeyPolicy(policy(forPrincipals("Deny", principal, "kms:Decrypt")), { account }),
      ).not.toThrow();
      const Condition = { NotIpAddress: { "acs:SourceIp": "192.0.2.0/24" } };
      const conditional = policy({ ...forPrincipals("Deny", principal), Condition });
      expect(() => parseKeyPolicy(conditional, { account })).not.toThrow();
      const elsewhere = { account: otherAccount };
      expect(() => parseKeyPolicy(policy(forPrincipals("Deny", principal)), elsewhere)).not.toThrow();
    },
  );
});

describe("a trust policy", () => {
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { RAM: user } };

  it.each<object>([
    trust,
    { ...trust, Action: ["sts:AssumeRole"], Principal: { RAM: [`acs:ram::${account}:root`, user] } },
    { ...trust, Effect: "Deny", Condition: { StringNotEquals: { "sts:ExternalId": "x1" } } },
  ])("is read as it stands: %j", (statement) => {
    expect(parseTrustPolicy(policy(statement))).toEqual(policy(statement));
  });

  it.each<[string, object, string]>([
    ["of another action", { ...trust, Action: "sts:*" }, "Statement[0].Action"],
    ["of two actions", { ...trust, Action: ["sts:AssumeRole", "sts:AssumeRole"] }, "Statement[0].Action"],
    ["with a resource", { ...trust, Resource: "*" }, "Statement[0].Resource"],
    [
      "of a service",
      { ...trust, Principal: { Service: "ecs.aliyuncs.com" } },
      "Statement[0].Principal.Service",
    ],
    [
      "of everybody, spelt *",
      { ...trust, Principal: { RAM: `acs:ram::${account}:*` } },
      "Statement[0].Principal.RAM",
    ],
    ["without principals", { ...trust, Principal: {} }, "Statement[0].Principal.RAM"],
  ])("is refused: %s", (_, statement, path) => {
    expect(() => parseTrustPolicy(policy(statement))).toThrow(expect.objectContaining({ path }));
  });
});
