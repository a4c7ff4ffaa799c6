import { describe, expect, it } from "vitest";
import {
  type AccessExplanation,
  defaultKeyPolicy,
  type Principal,
  type Question,
  userPrincipal,
} from "@keyferry/access";
import {
  accessOf,
  account,
  allow,
  ci,
  deny,
  facts,
  forPrincipals,
  here,
  key,
  otherAccount,
  owner,
  type People,
  policy,
  reader,
} from "./world.ts";

const exactly = { Version: "1", Statement: [{ Effect: "Allow", Action: "kms:Encrypt", Resource: key }] };

function explain(
  people: People,
  principal: Principal,
  { keyPolicy, ofAccount, ...more }: Partial<Question> & { keyPolicy?: object; ofAccount?: string } = {},
): Promise<AccessExplanation> {
  const resourcePolicy = keyPolicy === undefined ? null : JSON.stringify(keyPolicy);
  const question = { principal, action: "kms:Encrypt", resource: key, facts, resourcePolicy, ...more };
  return accessOf(people, ofAccount).explain(question);
}

describe("an explanation", () => {
  it("names who asked for what, and the decision", async () => {
    expect(await explain({ user: [policy(allow("*"))] }, ci)).toMatchObject({
      principal: { type: "user", account, name: "ci", arn: ci.arn },
      action: "kms:Encrypt",
      resource: key,
      decision: { allowed: true },
      basis: "policies",
      deniedBy: [],
      wouldAllow: [],
    });
  });

  it("shows every policy and statement, and why each did not apply", async () => {
    const people = {
      user: [
        policy(allow("kms:Decrypt"), allow("*", "acs:kms:*:*:alias/*")),
        policy(
          { ...allow("*"), Condition: { IpAddress: { "acs:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] } } },
          { ...deny("*"), Condition: { StringEquals: { "acs:SourceVpc": "vpc-a" } } },
        ),
      ],
      groups: { readers: [policy(allow("kms:Describe*"))] },
    };
    const keyPolicy = policy(
      { Sid: "owner", ...forPrincipals("Allow", here("*")) },
      forPrincipals("Allow", here("user/x")),
    );
    const { policies } = await explain(people, ci, { keyPolicy });
    const allowing = { sid: null, effect: "Allow" };
    expect(policies).toEqual([
      {
        attachedTo: { kind: "user", name: "ci" },
        index: 0,
        outcome: "ImplicitDeny",
        statements: [
          { index: 0, ...allowing, mismatch: { by: "action" } },
          { index: 1, ...allowing, mismatch: { by: "resource" } },
        ],
      },
      {
        attachedTo: { kind: "user", name: "ci" },
        index: 1,
        outcome: "ImplicitDeny",
        statements: [
          {
            index: 0,
            ...allowing,
            mismatch: {
              by: "condition",
              operator: "IpAddress",
              key: "acs:SourceIp",
              values: ["203.0.113.0/24", "10.0.0.0/8"],
              actual: "127.0.0.1",
            },
          },
          {
            index: 1,
            sid: null,
            effect: "Deny",
            mismatch: {
              by: "condition",
              operator: "StringEquals",
              key: "acs:SourceVpc",
              values: ["vpc-a"],
              actual: null,
            },
          },
        ],
      },
      {
        attachedTo: { kind: "group", name: "readers" },
        index: 0,
        outcome: "ImplicitDeny",
        statements: [{ index: 0, ...allowing, mismatch: { by: "action" } }],
      },
      {
        attachedTo: { kind: "key", name: key },
        index: 0,
        outcome: "ImplicitDeny",
        statements: [
          { index: 0, sid: "owner", effect: "Allow", mismatch: { by: "delegation" } },
          { index: 1, ...allowing, mismatch: { by: "principal" } },
        ],
      },
    ]);
  });

  it("marks a statement that applies", async () => {
    const { policies } = await explain({ user: [policy(allow("*"), deny("kms:Decrypt"))] }, ci);
    expect(policies[0]).toMatchObject({
      outcome: "Allow",
      statements: [{ mismatch: null }, { mismatch: { by: "action" } }],
    });
  });

  it("shows the value of a tag that a condition looked at", async () => {
    const Condition = { StringEquals: { "kms:tag/team": "dev" } };
    const tags = () => [{ key: "team", value: "ops" }];
    const { policies } = await explain({ user: [policy({ ...allow("*"), Condition })] }, ci, { tags });
    expect(policies[0]?.statements[0]?.mismatch).toMatchObject({ key: "kms:tag/team", actual: "ops" });
  });

  it("names the statements that deny, wherever they stand", async () => {
    const people = {
      user: [policy(allow("*")), policy(allow("*"), deny("kms:E*"))],
      groups: { g: [policy(deny("*"))] },
    };
    const keyPolicy = policy({ Sid: "frozen", ...forPrincipals("Deny", here("user/ci")) });
    const { decision, deniedBy, wouldAllow } = await explain(people, ci, { keyPolicy });
    expect(decision).toMatchObject({ allowed: false, denial: "ExplicitDeny" });
    expect(deniedBy).toEqual([
      { attachedTo: { kind: "user", name: "ci" }, policy: 1, statement: 1, sid: null },
      { attachedTo: { kind: "group", name: "g" }, policy: 0, statement: 0, sid: null },
      { attachedTo: { kind: "key", name: key }, policy: 0, statement: 0, sid: "frozen" },
    ]);
    expect(wouldAllow).toEqual([]);
  });
});

describe("what would have allowed it", () => {
  it("is one RAM policy for a user", async () => {
    const { wouldAllow } = await explain({ user: [policy(allow("kms:Decrypt"))] }, ci, {
      keyPolicy: defaultKeyPolicy(account),
    });
    expect(wouldAllow).toEqual([{ attachTo: { kind: "user", name: "ci" }, policy: exactly }]);
  });

  it("is one policy each for a role and its session", async () => {
    const { wouldAllow } = await explain({ role: [] }, reader(policy(allow("kms:Decrypt"))));
    expect(wouldAllow).toEqual([
      { attachTo: { kind: "session", name: "tests" }, policy: exactly },
      { attachTo: { kind: "role", name: "reader" }, policy: exactly },
    ]);
  });

  it("is a RAM policy and a key policy for another account", async () => {
    const at = { keyPolicy: defaultKeyPolicy(account), ofAccount: otherAccount };
    const keyPolicyFor = (arn: string) => ({
      attachTo: { kind: "key", name: key },
      policy: {
        Version: "1",
        Statement: [{ Effect: "Allow", Principal: { RAM: [arn] }, Action: ["kms:Encrypt"], Resource: ["*"] }],
      },
    });
    const guest = userPrincipal(otherAccount, "ci");
    expect((await explain({ user: [] }, guest, at)).wouldAllow).toEqual([
      { attachTo: { kind: "user", name: "ci" }, policy: exactly },
      keyPolicyFor(guest.arn),
    ]);
    const role = { role: [policy(allow("*"))] };
    expect((await explain(role, reader(null, otherAccount), at)).wouldAllow).toEqual([
      keyPolicyFor(`acs:ram::${otherAccount}:role/reader`),
    ]);
  });
});

describe("an explanation without policies", () => {
  it.each<[string, People, Principal, object, string, boolean]>([
    ["the root", {}, owner, {}, "root", true],
    [
      "the root with a key policy that denies nothing",
      {},
      owner,
      { keyPolicy: defaultKeyPolicy(account) },
      "root",
      true,
    ],
    ["a user who is gone", {}, ci, {}, "unknown caller", false],
    [
      "another account's resource",
      { user: [policy(allow("*"))] },
      userPrincipal(otherAccount, "ci"),
      { ofAccount: otherAccount },
      "other account",
      false,
    ],
  ])("says so: %s", async (_, people, principal, more, basis, allowed) => {
    expect(await explain(people, principal, more)).toMatchObject({
      basis,
      decision: { allowed },
      policies: [],
      deniedBy: [],
      wouldAllow: [],
    });
  });

  it("is not given for the root when a key policy denies", async () => {
    const keyPolicy = policy(forPrincipals("Deny", here("root")));
    expect(await explain({}, owner, { keyPolicy })).toMatchObject({
      basis: "policies",
      decision: { allowed: false },
      deniedBy: [{ attachedTo: { kind: "key" }, statement: 0 }],
    });
  });
});

describe("an explanation", () => {
  it("is plain data, without the id of a temporary access key", async () => {
    const explanation = await explain({ role: [policy(allow("*"))] }, reader(policy(allow("*"))));
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    expect(JSON.stringify(explanation)).not.toContain("STS.");
  });

  it("fails as a decision does", async () => {
    const access = accessOf({});
    const question = { principal: owner, action: "kms:Encrypt", resource: key, facts, resourcePolicy: "{" };
    await expect(access.explain(question)).rejects.toMatchObject({ reason: "unreadable" });
    access.close();
    await expect(access.explain(question)).rejects.toMatchObject({ reason: "closed" });
  });
});
