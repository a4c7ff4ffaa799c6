import { describe, expect, it } from "vitest";
import { assumeRoleQuestion, newRole, type Principal, rootPrincipal, userPrincipal } from "@keyferry/access";
import {
  accessOf,
  account,
  allow,
  ci,
  deny,
  facts,
  otherAccount,
  owner,
  type People,
  policy,
  reader,
  wordOf,
} from "./world.ts";

const mayAssumeAll = policy(allow("sts:AssumeRole"));
const target = `acs:ram::${account}:role/writer`;

function trusting(RAM: string | string[], more: object = {}, ...others: object[]): object {
  return policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { RAM }, ...more }, ...others);
}

async function ask(
  people: People,
  principal: Principal,
  trustPolicy?: object,
  { externalId, ofAccount = account }: { externalId?: string; ofAccount?: string } = {},
): Promise<string> {
  const role = newRole({ account, entry: { name: "writer", ...(trustPolicy && { trustPolicy }) } });
  return wordOf(
    await accessOf(people, ofAccount).decide(assumeRoleQuestion({ principal, role, facts, externalId })),
  );
}

const trust = "AssumeRolePolicy";
const identity = "AccountLevelIdentityBasedPolicy";
const account1 = `acs:ram::${account}:root`;
const account2 = `acs:ram::${otherAccount}:root`;

describe("who may assume a role", () => {
  it.each<[string, object[], object | undefined, string]>([
    ["the account is trusted, a policy allows", [mayAssumeAll], undefined, "Allow"],
    [
      "the account is trusted, a policy allows this role",
      [policy(allow("sts:AssumeRole", target))],
      undefined,
      "Allow",
    ],
    [
      "the account is trusted, a policy allows another role",
      [policy(allow("sts:AssumeRole", `${target}2`))],
      undefined,
      `ImplicitDeny ${identity}`,
    ],
    ["the account is trusted, no policy allows", [], undefined, `ImplicitDeny ${identity}`],
    [
      "the account is trusted, a policy denies",
      [mayAssumeAll, policy(deny("sts:*"))],
      undefined,
      `ExplicitDeny ${identity}`,
    ],
    ["the user is trusted, a policy allows", [mayAssumeAll], trusting(ci.arn), "Allow"],
    ["the user is trusted, no policy allows", [], trusting(ci.arn), `ImplicitDeny ${identity}`],
    ["another user is trusted", [mayAssumeAll], trusting(`${ci.arn}2`), `ImplicitDeny ${trust}`],
    [
      "a role of the user's name is trusted",
      [mayAssumeAll],
      trusting(`acs:ram::${account}:role/ci`),
      `ImplicitDeny ${trust}`,
    ],
    ["another account is trusted", [mayAssumeAll], trusting(account2), `ImplicitDeny ${trust}`],
    [
      "all are trusted but the user",
      [mayAssumeAll],
      trusting(account1, {}, { Effect: "Deny", Action: "sts:AssumeRole", Principal: { RAM: ci.arn } }),
      `ExplicitDeny ${trust}`,
    ],
    [
      "the account is denied",
      [mayAssumeAll],
      trusting(ci.arn, {}, { Effect: "Deny", Action: "sts:AssumeRole", Principal: { RAM: account1 } }),
      `ExplicitDeny ${trust}`,
    ],
  ])("a user: %s", async (_, user, trustPolicy, outcome) => {
    expect(await ask({ user }, ci, trustPolicy)).toBe(outcome);
  });

  it("the root, when the trust policy allows it", async () => {
    expect(await ask({}, owner)).toBe("Allow");
    expect(await ask({}, owner, trusting(ci.arn))).toBe(`ImplicitDeny ${trust}`);
    const denied = trusting(
      account1,
      {},
      { Effect: "Deny", Action: "sts:AssumeRole", Principal: { RAM: account1 } },
    );
    expect(await ask({}, owner, denied)).toBe(`ExplicitDeny ${trust}`);
  });

  it("a role, when it is trusted and its policies and its session's allow it", async () => {
    const trusted = trusting(`acs:ram::${account}:role/reader`);
    expect(await ask({ role: [mayAssumeAll] }, reader(), trusted)).toBe("Allow");
    expect(await ask({ role: [mayAssumeAll] }, reader(mayAssumeAll), trusted)).toBe("Allow");
    expect(await ask({ role: [mayAssumeAll] }, reader(policy(allow("kms:*"))), trusted)).toBe(
      "ImplicitDeny SessionPolicy",
    );
    expect(await ask({ role: [] }, reader(), trusted)).toBe(`ImplicitDeny ${identity}`);
    expect(await ask({}, reader(), trusted)).toBe(`ImplicitDeny ${identity}`);
  });

  it("somebody of another account, when it is trusted and their own policies allow it", async () => {
    const at = { ofAccount: otherAccount };
    const guest = userPrincipal(otherAccount, "ci");
    expect(await ask({ user: [mayAssumeAll] }, guest, trusting(account2), at)).toBe("Allow");
    expect(await ask({ user: [] }, guest, trusting(account2), at)).toBe(`ImplicitDeny ${identity}`);
    expect(await ask({ user: [mayAssumeAll] }, guest, undefined, at)).toBe(`ImplicitDeny ${trust}`);
    expect(await ask({}, rootPrincipal(otherAccount), trusting(account2), at)).toBe("Allow");
    expect(await ask({}, rootPrincipal(otherAccount), undefined, at)).toBe(`ImplicitDeny ${trust}`);
  });

  it("whoever brings the external id that the trust policy names", async () => {
    const trusted = trusting(account1, { Condition: { StringEquals: { "sts:ExternalId": "ticket-7" } } });
    expect(await ask({}, owner, trusted, { externalId: "ticket-7" })).toBe("Allow");
    expect(await ask({}, owner, trusted, { externalId: "ticket-8" })).toBe(`ImplicitDeny ${trust}`);
    expect(await ask({}, owner, trusted)).toBe(`ImplicitDeny ${trust}`);
  });

  it("nobody by a trust policy that is not understood", async () => {
    const role = { account, name: "writer", trustPolicy: "{}" };
    const access = accessOf({});
    const question = assumeRoleQuestion({ principal: owner, role, facts });
    expect(() => access.decide(question)).toThrow(expect.objectContaining({ reason: "unreadable" }));
    await expect(access.explain(question)).rejects.toMatchObject({ reason: "unreadable" });
  });

  it("nobody learns from an explanation which external id is wanted", async () => {
    const trusted = trusting(account1, { Condition: { StringEquals: { "sts:ExternalId": "ticket-7" } } });
    const role = newRole({ account, entry: { name: "writer", trustPolicy: trusted } });
    const question = assumeRoleQuestion({ principal: owner, role, facts, externalId: "ticket-8" });
    const text = JSON.stringify(await accessOf({}).explain(question));
    expect(text).toContain('"values":["[masked]"],"actual":"[masked]"');
    expect(text).not.toContain("ticket-");
  });
});
