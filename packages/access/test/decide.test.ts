import { describe, expect, it } from "vitest";
import { AccessError, createAccess, type Decision, type Principal, userPrincipal } from "@keyferry/access";
import {
  account,
  accessOf,
  allow,
  ci,
  createTestSealer,
  deny,
  facts,
  key,
  MapCredentials,
  otherAccount,
  owner,
  policy,
  root,
  storeWithUser,
  wordOf,
} from "./world.ts";

const sealer = createTestSealer();
const otherKey = `acs:kms:cn-hangzhou:${otherAccount}:key/0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11`;

async function ask(
  credentials: MapCredentials,
  principal: Principal,
  action: string,
  resource = key,
): Promise<Decision> {
  return createAccess({ credentials, sealer, root }).decide({ principal, action, resource, facts });
}

async function askUser(policies: object[], action: string, resource = key): Promise<string> {
  const decision = await ask(storeWithUser(sealer, ...policies), ci, action, resource);
  return decision.allowed ? "Allow" : decision.denial;
}

describe("a user's policies", () => {
  it.each<[string, object[], string, string, string]>([
    ["no policy", [], "kms:Encrypt", key, "ImplicitDeny"],
    ["another action", [policy(allow("kms:Decrypt"))], "kms:Encrypt", key, "ImplicitDeny"],
    ["the action", [policy(allow("kms:Encrypt"))], "kms:Encrypt", key, "Allow"],
    ["the action in other case", [policy(allow("KMS:encrypt"))], "kms:Encrypt", key, "Allow"],
    ["a longer action", [policy(allow("kms:ReEncryptFrom"))], "kms:ReEncryptTo", key, "ImplicitDeny"],
    ["an action pattern", [policy(allow("kms:*DataKey*"))], "kms:ExportDataKey", key, "Allow"],
    [
      "an action pattern that misses",
      [policy(allow("kms:*DataKey"))],
      "kms:GenerateDataKeyWithoutPlaintext",
      key,
      "ImplicitDeny",
    ],
    ["another service", [policy(allow("oss:*"))], "kms:Encrypt", key, "ImplicitDeny"],
    ["one of several actions", [policy(allow(["kms:Decrypt", "kms:Encrypt"]))], "kms:Encrypt", key, "Allow"],
    ["the resource", [policy(allow("kms:*", key))], "kms:Encrypt", key, "Allow"],
    ["all keys", [policy(allow("kms:*", "acs:kms:*:*:key/*"))], "kms:Encrypt", key, "Allow"],
    [
      "all keys, asked of the collection",
      [policy(allow("kms:*", "acs:kms:*:*:key/*"))],
      "kms:ListKeys",
      `acs:kms:cn-hangzhou:${account}:key`,
      "ImplicitDeny",
    ],
    [
      "the resource in other case",
      [policy(allow("kms:*", key.toUpperCase().replace("ACS", "acs")))],
      "kms:Encrypt",
      key,
      "ImplicitDeny",
    ],
    [
      "another region",
      [policy(allow("kms:*", "acs:kms:cn-beijing:*:key/*"))],
      "kms:Encrypt",
      key,
      "ImplicitDeny",
    ],
    [
      "the action in one statement, the resource in another",
      [policy(allow("kms:Encrypt", "acs:kms:*:*:alias/*"), allow("kms:Decrypt", key))],
      "kms:Encrypt",
      key,
      "ImplicitDeny",
    ],
    ["Allow, then Deny", [policy(allow("kms:*"), deny("kms:Encrypt"))], "kms:Encrypt", key, "ExplicitDeny"],
    ["Deny, then Allow", [policy(deny("kms:Encrypt"), allow("kms:*"))], "kms:Encrypt", key, "ExplicitDeny"],
    [
      "Deny in another policy",
      [policy(allow("kms:*")), policy(deny("*", "*"))],
      "kms:Encrypt",
      key,
      "ExplicitDeny",
    ],
    ["Deny in other case", [policy(allow("kms:*"), deny("KMS:ENCRYPT"))], "kms:Encrypt", key, "ExplicitDeny"],
    ["Deny of another action", [policy(allow("kms:*"), deny("kms:Decrypt"))], "kms:Encrypt", key, "Allow"],
    [
      "Deny of another resource",
      [policy(allow("kms:*"), deny("kms:*", "acs:kms:*:*:alias/*"))],
      "kms:Encrypt",
      key,
      "Allow",
    ],
    ["Deny alone", [policy(deny("kms:Encrypt"))], "kms:Encrypt", key, "ExplicitDeny"],
    [
      "Allow in the second policy",
      [policy(allow("kms:List*")), policy(allow("kms:Encrypt"))],
      "kms:Encrypt",
      key,
      "Allow",
    ],
    [
      "all but an action",
      [policy({ Effect: "Allow", NotAction: "kms:Decrypt", Resource: "*" })],
      "kms:Encrypt",
      key,
      "Allow",
    ],
    [
      "all but this action, in other case",
      [policy({ Effect: "Allow", NotAction: ["kms:Decrypt", "KMS:enc*"], Resource: "*" })],
      "kms:Encrypt",
      key,
      "ImplicitDeny",
    ],
    [
      "Deny of all but this action",
      [policy(allow("kms:*"), { Effect: "Deny", NotAction: "kms:Encrypt", Resource: "*" })],
      "kms:Encrypt",
      key,
      "Allow",
    ],
    [
      "Deny of all but another action",
      [policy(allow("kms:*"), { Effect: "Deny", NotAction: "kms:Decrypt", Resource: "*" })],
      "kms:Encrypt",
      key,
      "ExplicitDeny",
    ],
    [
      "all but a resource",
      [policy({ Effect: "Allow", Action: "*", NotResource: "acs:kms:*:*:alias/*" })],
      "kms:Encrypt",
      key,
      "Allow",
    ],
    [
      "all but this resource",
      [policy({ Effect: "Allow", Action: "*", NotResource: ["acs:kms:*:*:alias/*", key] })],
      "kms:Encrypt",
      key,
      "ImplicitDeny",
    ],
    [
      "Deny of all but another resource",
      [policy(allow("*"), { Effect: "Deny", Action: "*", NotResource: "acs:kms:*:*:alias/*" })],
      "kms:Encrypt",
      key,
      "ExplicitDeny",
    ],
    [
      "no resource, all allowed",
      [policy(allow("kms:GetRandomPassword"))],
      "kms:GetRandomPassword",
      "*",
      "Allow",
    ],
    [
      "no resource, keys allowed",
      [policy(allow("kms:*", "acs:kms:*:*:key/*"))],
      "kms:GetRandomPassword",
      "*",
      "ImplicitDeny",
    ],
  ])("%s", async (_, policies, action, resource, outcome) => {
    expect(await askUser(policies, action, resource)).toBe(outcome);
  });

  it("are named as what denied", async () => {
    const credentials = storeWithUser(sealer, policy(deny("kms:Encrypt")));
    expect(await ask(credentials, ci, "kms:Encrypt")).toEqual({
      allowed: false,
      denial: "ExplicitDeny",
      policyType: "AccountLevelIdentityBasedPolicy",
    });
  });

  it("count as they stand in the store at that moment", async () => {
    const credentials = storeWithUser(sealer, policy(allow("kms:*")));
    const access = createAccess({ credentials, sealer, root });
    const question = { principal: ci, action: "kms:Encrypt", resource: key, facts };
    expect(await access.decide(question)).toEqual({ allowed: true });
    credentials.users.set(`${account}/ci`, {
      account,
      name: "ci",
      policies: [JSON.stringify(policy(deny("*")))],
      groups: [],
    });
    expect(await access.decide(question)).toMatchObject({ allowed: false, denial: "ExplicitDeny" });
    credentials.users.delete(`${account}/ci`);
    expect(await access.decide(question)).toMatchObject({ allowed: false, denial: "ImplicitDeny" });
  });

  it("are right with a cache of any size", async () => {
    for (const cacheSize of [0, 1, 2]) {
      const policies = [
        policy(allow("kms:Encrypt")),
        policy(allow("kms:Decrypt")),
        policy(deny("kms:List*")),
      ];
      const access = createAccess({
        credentials: storeWithUser(sealer, ...policies),
        sealer,
        root,
        cacheSize,
      });
      const outcomes: boolean[] = [];
      for (const action of ["kms:Encrypt", "kms:Decrypt", "kms:ListKeys", "kms:Encrypt"]) {
        outcomes.push((await access.decide({ principal: ci, action, resource: key, facts })).allowed);
      }
      expect(outcomes).toEqual([true, true, false, true]);
    }
  });

  it.each([
    ["not JSON", "{"],
    ["a condition", JSON.stringify(policy({ ...allow("*"), Condition: {} }))],
    ["too large", " ".repeat(32_769)],
  ])("stop the decision when one is not understood: %s", async (_, text) => {
    const credentials = storeWithUser(sealer, policy(allow("*")));
    const good = credentials.users.get(`${account}/ci`)?.policies ?? [];
    credentials.users.set(`${account}/ci`, { account, name: "ci", policies: [...good, text], groups: [] });
    const outcome = ask(credentials, ci, "kms:Encrypt");
    await expect(outcome).rejects.toBeInstanceOf(AccessError);
    await expect(outcome).rejects.toMatchObject({ reason: "unreadable" });
  });

  it("cost one read of the store", async () => {
    const credentials = storeWithUser(sealer, policy(allow("*")));
    await ask(credentials, ci, "kms:Encrypt");
    expect(credentials.reads).toBe(1);
  });
});

describe("a user's groups", () => {
  async function outcome(people: Parameters<typeof accessOf>[0]) {
    return wordOf(
      await accessOf(people).decide({ principal: ci, action: "kms:Encrypt", resource: key, facts }),
    );
  }

  it("give it what their policies allow", async () => {
    const groups = { readers: [policy(allow("kms:Describe*"))], writers: [policy(allow("kms:Encrypt"))] };
    expect(await outcome({ user: [], groups })).toBe("Allow");
    expect(await outcome({ user: [], groups: { readers: groups.readers } })).toBe(
      "ImplicitDeny AccountLevelIdentityBasedPolicy",
    );
  });

  it("take from it what their policies deny", async () => {
    const groups = { readers: [policy(deny("kms:Encrypt"))] };
    expect(await outcome({ user: [policy(allow("*"))], groups })).toBe(
      "ExplicitDeny AccountLevelIdentityBasedPolicy",
    );
  });

  it("stop the decision when one is not there: it may have denied", async () => {
    const credentials = storeWithUser(sealer, policy(allow("*")));
    for (const [id, user] of credentials.users) credentials.users.set(id, { ...user, groups: ["gone"] });
    const decision = ask(credentials, ci, "kms:Encrypt");
    await expect(decision).rejects.toMatchObject({ reason: "unreadable" });
    await expect(decision).rejects.toBeInstanceOf(AccessError);
  });

  it("cost one read of the store each", async () => {
    const credentials = storeWithUser(sealer, policy(allow("*")));
    for (const [id, user] of credentials.users) credentials.users.set(id, { ...user, groups: ["a", "b"] });
    for (const name of ["a", "b"]) {
      credentials.groups.set(`${account}/${name}`, { account, name, policies: [] });
    }
    await ask(credentials, ci, "kms:Encrypt");
    expect(credentials.reads).toBe(3);
  });
});

describe("the root", () => {
  it("may do everything in its own account, without a read of the store", async () => {
    const credentials = new MapCredentials();
    expect(await ask(credentials, owner, "kms:ScheduleKeyDeletion")).toEqual({ allowed: true });
    expect(await ask(credentials, owner, "kms:GetRandomPassword", "*")).toEqual({ allowed: true });
    expect(credentials.reads).toBe(0);
  });
});

describe("a resource of another account", () => {
  const refused = { allowed: false, denial: "ImplicitDeny", policyType: null };
  const everything = storeWithUser(sealer, policy(allow("*", ["*", otherKey])));

  it.each([
    ["a key", otherKey],
    ["an ARN without account", "acs:kms:cn-hangzhou::key/1"],
    ["an ARN with the account in the wrong place", `acs:kms:${account}:cn-hangzhou:key/${account}`],
    ["an account that only begins alike", `acs:kms:cn-hangzhou:${account}0:key/1`],
    ["an ARN that ends after the account", `acs:kms:cn-hangzhou:${account}:`],
    ["no ARN", "key/1"],
    ["nothing", ""],
    ["a pattern", "**"],
  ])("is refused to users and to the root alike: %s", async (_, resource) => {
    expect(await ask(everything, ci, "kms:Encrypt", resource)).toEqual(refused);
    expect(await ask(everything, owner, "kms:Encrypt", resource)).toEqual(refused);
  });

  it("is not reached by a user of the same name there", async () => {
    expect(await ask(everything, userPrincipal(otherAccount, "ci"), "kms:Encrypt", otherKey)).toMatchObject({
      allowed: false,
    });
  });
});
