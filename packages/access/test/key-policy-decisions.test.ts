import { describe, expect, it } from "vitest";
import { defaultKeyPolicy, type Principal, rootPrincipal, userPrincipal } from "@keyferry/access";
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
  there,
  wordOf,
} from "./world.ts";

const identity = "AccountLevelIdentityBasedPolicy";
const everything = policy(allow("*"));
const nothing = policy(deny("*"));

async function ask(
  people: People,
  principal: Principal,
  keyPolicy: object | null,
  { resource = key, action = "kms:Encrypt", sourceAddress = "192.0.2.1", ofAccount = account } = {},
): Promise<string> {
  const resourcePolicy = keyPolicy && JSON.stringify(keyPolicy);
  const question = { principal, action, resource, facts: { ...facts, sourceAddress }, resourcePolicy };
  return wordOf(await accessOf(people, ofAccount).decide(question));
}

describe("within the key's account", () => {
  it.each<[string, object[], object | null, string]>([
    ["neither allows", [], defaultKeyPolicy(account), `ImplicitDeny ${identity}`],
    ["no key policy, no RAM policy", [], null, `ImplicitDeny ${identity}`],
    ["a RAM policy allows, no key policy", [everything], null, "Allow"],
    ["a RAM policy allows, the default key policy", [everything], defaultKeyPolicy(account), "Allow"],
    [
      "a RAM policy allows, a key policy of others",
      [everything],
      policy(forPrincipals("Allow", here("user/x"))),
      "Allow",
    ],
    ["the key policy alone allows", [], policy(forPrincipals("Allow", here("user/ci"))), "Allow"],
    [
      "the key policy allows, a RAM policy denies",
      [nothing],
      policy(forPrincipals("Allow", here("user/ci"))),
      `ExplicitDeny ${identity}`,
    ],
    [
      "a RAM policy allows, the key policy denies",
      [everything],
      policy(forPrincipals("Deny", here("user/ci"))),
      "ExplicitDeny ResourceBasedPolicy",
    ],
    [
      "the key policy denies everybody",
      [everything],
      policy(forPrincipals("Deny", here("*"), "kms:Encrypt")),
      "ExplicitDeny ResourceBasedPolicy",
    ],
    [
      "the key policy denies the root only",
      [everything],
      policy(forPrincipals("Deny", here("root"), "kms:Encrypt")),
      "Allow",
    ],
    [
      "the key policy denies another account",
      [everything],
      policy(forPrincipals("Deny", there("*"))),
      "Allow",
    ],
    [
      "the key policy allows another action",
      [],
      policy(forPrincipals("Allow", here("user/ci"), "kms:Decrypt")),
      `ImplicitDeny ${identity}`,
    ],
    [
      "the key policy allows the action in other case",
      [],
      policy(forPrincipals("Allow", here("user/ci"), "KMS:ENC*")),
      "Allow",
    ],
    [
      "the key policy allows an unknown action",
      [],
      policy(forPrincipals("Allow", here("user/ci"), "kms:Teleport")),
      `ImplicitDeny ${identity}`,
    ],
    [
      "the key policy allows a user of another name",
      [],
      policy(forPrincipals("Allow", here("user/CI"))),
      `ImplicitDeny ${identity}`,
    ],
    [
      "the key policy allows a role of the same name",
      [],
      policy(forPrincipals("Allow", here("role/ci"))),
      `ImplicitDeny ${identity}`,
    ],
    [
      "the key policy allows a user of another account",
      [],
      policy(forPrincipals("Allow", there("user/ci"))),
      `ImplicitDeny ${identity}`,
    ],
    [
      "the key policy allows the account, which leaves it to RAM",
      [],
      policy(forPrincipals("Allow", [here("*"), here("root")])),
      `ImplicitDeny ${identity}`,
    ],
    [
      "the key policy allows the account and the user",
      [],
      policy(forPrincipals("Allow", [here("*"), here("user/ci")])),
      "Allow",
    ],
  ])("%s", async (_, user, keyPolicy, outcome) => {
    expect(await ask({ user }, ci, keyPolicy)).toBe(outcome);
  });

  it("a user who is not there any more is refused, whatever the key policy says", async () => {
    const keyPolicy = policy(forPrincipals("Allow", here("user/ci")));
    expect(await ask({}, ci, keyPolicy)).toBe(`ImplicitDeny ${identity}`);
  });

  it("a statement of the key policy counts under its conditions only", async () => {
    const Condition = { IpAddress: { "acs:SourceIp": ["203.0.113.0/24"] } };
    const keyPolicy = policy({ ...forPrincipals("Allow", here("user/ci")), Condition });
    expect(await ask({ user: [] }, ci, keyPolicy, { sourceAddress: "203.0.113.7" })).toBe("Allow");
    expect(await ask({ user: [] }, ci, keyPolicy)).toBe(`ImplicitDeny ${identity}`);
  });

  it("a key policy that is not understood stops the decision, even for the root", async () => {
    for (const principal of [ci, owner]) {
      const outcome = ask({ user: [everything] }, principal, { Version: "2" });
      await expect(outcome).rejects.toMatchObject({ reason: "unreadable" });
    }
  });

  it("a RAM policy in place of a key policy is not understood", async () => {
    await expect(ask({ user: [everything] }, ci, everything)).rejects.toMatchObject({ reason: "unreadable" });
  });
});

describe("the root of the key's account", () => {
  it.each<[string, object, string]>([
    ["needs no Allow", policy(forPrincipals("Allow", here("user/x"))), "Allow"],
    ["is not met by a Deny of a user", policy(forPrincipals("Deny", here("user/x"))), "Allow"],
    [
      "is met by a Deny of the root",
      policy(forPrincipals("Deny", here("root"))),
      "ExplicitDeny ResourceBasedPolicy",
    ],
    [
      "is met by a Deny of everybody",
      policy(forPrincipals("Deny", here("*"))),
      "ExplicitDeny ResourceBasedPolicy",
    ],
    [
      "is not met by a Deny of another action",
      policy(forPrincipals("Deny", here("*"), "kms:Decrypt")),
      "Allow",
    ],
  ])("%s", async (_, keyPolicy, outcome) => {
    expect(await ask({}, owner, keyPolicy)).toBe(outcome);
  });
});

describe("an assumed role", () => {
  const toRole = policy(forPrincipals("Allow", here("role/reader")));
  it.each<[string, object[], object | null, object | null, string]>([
    ["its policy allows", [everything], null, null, "Allow"],
    ["no policy allows", [], null, null, `ImplicitDeny ${identity}`],
    ["its policy and its session's allow", [everything], policy(allow("kms:Encrypt")), null, "Allow"],
    [
      "its session's policy does not allow",
      [everything],
      policy(allow("kms:Decrypt")),
      null,
      "ImplicitDeny SessionPolicy",
    ],
    [
      "its session's policy denies",
      [everything],
      policy(allow("*"), deny("kms:Encrypt")),
      null,
      "ExplicitDeny SessionPolicy",
    ],
    ["its session's policy alone allows", [], everything, null, `ImplicitDeny ${identity}`],
    ["its policy denies", [nothing], everything, null, `ExplicitDeny ${identity}`],
    ["the key policy allows the role", [], null, toRole, "Allow"],
    ["the key policy allows the role, the session's policy too", [], everything, toRole, "Allow"],
    [
      "the key policy allows the role, the session's policy does not",
      [],
      policy(allow("kms:Decrypt")),
      toRole,
      "ImplicitDeny SessionPolicy",
    ],
    [
      "the key policy denies the role",
      [everything],
      null,
      policy(forPrincipals("Deny", here("role/reader"))),
      "ExplicitDeny ResourceBasedPolicy",
    ],
    [
      "the key policy allows a user of its name",
      [],
      null,
      policy(forPrincipals("Allow", here("user/reader"))),
      `ImplicitDeny ${identity}`,
    ],
  ])("%s", async (_, role, sessionPolicy, keyPolicy, outcome) => {
    expect(await ask({ role }, reader(sessionPolicy), keyPolicy)).toBe(outcome);
  });

  it("that is not there any more is refused", async () => {
    expect(await ask({}, reader(everything), toRole)).toBe(`ImplicitDeny ${identity}`);
  });

  it("is not a user of the same name", async () => {
    expect(await ask({ user: [everything], role: [] }, reader(), null)).toBe(`ImplicitDeny ${identity}`);
    expect(await ask({ role: [everything] }, userPrincipal(account, "reader"), null)).toBe(
      `ImplicitDeny ${identity}`,
    );
  });
});

describe("from another account", () => {
  const at = { ofAccount: otherAccount };
  const guest = userPrincipal(otherAccount, "ci");
  const guestRoot = rootPrincipal(otherAccount);
  const guestRole = reader(null, otherAccount);

  it.each<[string, Principal, People, object | null, string]>([
    [
      "both allow a user",
      guest,
      { user: [everything] },
      policy(forPrincipals("Allow", there("user/ci"))),
      "Allow",
    ],
    [
      "both allow everybody there",
      guest,
      { user: [everything] },
      policy(forPrincipals("Allow", there("*"))),
      "Allow",
    ],
    [
      "the key policy allows the root there only",
      guest,
      { user: [everything] },
      policy(forPrincipals("Allow", there("root"))),
      "ImplicitDeny ResourceBasedPolicy",
    ],
    ["no key policy", guest, { user: [everything] }, null, "ImplicitDeny -"],
    [
      "the default key policy",
      guest,
      { user: [everything] },
      defaultKeyPolicy(account),
      "ImplicitDeny ResourceBasedPolicy",
    ],
    [
      "the RAM policy alone",
      guest,
      { user: [everything] },
      policy(forPrincipals("Allow", here("user/ci"))),
      "ImplicitDeny ResourceBasedPolicy",
    ],
    [
      "the key policy alone",
      guest,
      { user: [] },
      policy(forPrincipals("Allow", there("user/ci"))),
      `ImplicitDeny ${identity}`,
    ],
    [
      "the RAM policy denies",
      guest,
      { user: [nothing] },
      policy(forPrincipals("Allow", there("*"))),
      `ExplicitDeny ${identity}`,
    ],
    [
      "the key policy denies",
      guest,
      { user: [everything] },
      policy(forPrincipals("Allow", there("*")), forPrincipals("Deny", there("user/ci"))),
      "ExplicitDeny ResourceBasedPolicy",
    ],
    ["the root, allowed", guestRoot, {}, policy(forPrincipals("Allow", there("root"))), "Allow"],
    ["the root, allowed with everybody", guestRoot, {}, policy(forPrincipals("Allow", there("*"))), "Allow"],
    [
      "the root, denied",
      guestRoot,
      {},
      policy(forPrincipals("Allow", there("*")), forPrincipals("Deny", there("root"))),
      "ExplicitDeny ResourceBasedPolicy",
    ],
    [
      "the root, not named",
      guestRoot,
      {},
      policy(forPrincipals("Allow", there("user/ci"))),
      "ImplicitDeny ResourceBasedPolicy",
    ],
    ["the root, no key policy", guestRoot, {}, null, "ImplicitDeny -"],
    [
      "a role, allowed",
      guestRole,
      { role: [everything] },
      policy(forPrincipals("Allow", there("role/reader"))),
      "Allow",
    ],
    [
      "a role, allowed here alone",
      guestRole,
      { role: [] },
      policy(forPrincipals("Allow", there("role/reader"))),
      `ImplicitDeny ${identity}`,
    ],
    [
      "a user who is not there any more",
      guest,
      {},
      policy(forPrincipals("Allow", there("*"))),
      `ImplicitDeny ${identity}`,
    ],
  ])("%s", async (_, principal, people, keyPolicy, outcome) => {
    expect(await ask(people, principal, keyPolicy, at)).toBe(outcome);
  });

  it("the RAM policy may name the key and its account", async () => {
    const keyPolicy = policy(forPrincipals("Allow", there("*")));
    expect(await ask({ user: [policy(allow("kms:*", key))] }, guest, keyPolicy, at)).toBe("Allow");
    const own = policy(allow("kms:*", `acs:kms:*:${otherAccount}:*`));
    expect(await ask({ user: [own] }, guest, keyPolicy, at)).toBe(`ImplicitDeny ${identity}`);
  });

  it("a session's policy has to allow as well", async () => {
    const keyPolicy = policy(forPrincipals("Allow", there("role/reader")));
    const people = { role: [everything] };
    const session = (document: object) => reader(document, otherAccount);
    expect(await ask(people, session(everything), keyPolicy, at)).toBe("Allow");
    expect(await ask(people, session(policy(allow("kms:List*"))), keyPolicy, at)).toBe(
      "ImplicitDeny SessionPolicy",
    );
  });

  it.each(["", "key/1", "acs:kms:cn-hangzhou::key/1", "**"])("%j is nobody's resource", async (resource) => {
    const keyPolicy = policy(forPrincipals("Allow", [there("*"), there("root")]));
    expect(await ask({}, guestRoot, keyPolicy, { ...at, resource })).toBe("ImplicitDeny -");
  });
});
