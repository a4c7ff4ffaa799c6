import { createAccess, createSts, newRole, newUser, type Principal, type StsContext } from "@keyferry/access";
import { assumeRole, describeKey, getCallerIdentity, ServiceError, type RequestOf } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import {
  account,
  allow,
  ci,
  createTestSealer,
  facts,
  MapCredentials,
  otherAccount,
  owner,
  policy,
  reader,
  root,
} from "./world.ts";

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const RoleArn = `acs:ram::${account}:role/reader`;
const request = { RoleArn, RoleSessionName: "tests" };
const stranger: Principal = {
  type: "user",
  account: otherAccount,
  name: "ci",
  arn: `acs:ram::${otherAccount}:user/ci`,
};

/** The service over one role, `reader`, and a user `ci` with these policies in each account. */
function createWorld(policies: readonly object[], role: object = {}) {
  const credentials = new MapCredentials();
  const sealer = createTestSealer();
  for (const its of [account, otherAccount]) {
    credentials.add(newUser({ account: its, entry: { name: "ci", policies }, sealer }));
  }
  credentials.roles.set(`${account}/reader`, newRole({ account, entry: { name: "reader", ...role } }));
  const access = createAccess({ credentials, sealer, root });
  const sts = createSts({ access, sealer });
  const trail: StsContext["trail"] = { resources: [] };
  const contextOf = (principal: Principal): StsContext => ({
    principal,
    scope: { ...facts, time: now },
    view: { identities: credentials, recipients: { byFingerprint: async () => undefined } },
    trail,
  });
  const assume = (principal: Principal, changes: Partial<RequestOf<typeof assumeRole>> = {}) =>
    sts.call(assumeRole, { ...request, ...changes }, contextOf(principal));
  return { access, sts, trail, assume, contextOf };
}

async function refusalOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ServiceError) return error;
  throw new Error("the call was not refused by the service", { cause: error });
}

describe("AssumeRole", () => {
  const permitted = [policy(allow("sts:AssumeRole", RoleArn))];

  it("gives temporary credentials that verify, for an hour", async () => {
    const { access, assume, trail } = createWorld(permitted);
    const { Credentials, AssumedRoleUser } = await assume(ci);
    expect(AssumedRoleUser).toEqual({ Arn: `${RoleArn}/tests`, AssumedRoleId: "reader:tests" });
    const {
      AccessKeyId: accessKeyId,
      SecurityToken: securityToken,
      AccessKeySecret,
      Expiration,
    } = Credentials;
    expect(accessKeyId).toMatch(/^STS\./);
    expect(Expiration).toEqual(new Date(now + 3_600_000));
    const session = access.sessionKey({ accessKeyId, securityToken, now });
    if (!("key" in session)) throw new Error(session.fault);
    expect(new TextDecoder().decode(session.key.secret)).toBe(AccessKeySecret);
    expect(session.key.principal.arn).toBe(`acs:ram::${account}:assumed-role/reader/tests`);
    expect(access.sessionKey({ accessKeyId, securityToken, now: now + 3_600_000 })).toEqual({
      fault: "expired",
    });
    expect(trail.resources).toEqual([RoleArn]);
  });

  it("lasts as long as is asked for, within what the role allows", async () => {
    const { assume } = createWorld(permitted, { maxSessionSeconds: 1800 });
    const { Credentials } = await assume(ci, { DurationSeconds: 900 });
    expect(Credentials.Expiration).toEqual(new Date(now + 900_000));
    expect((await assume(ci)).Credentials.Expiration).toEqual(new Date(now + 1_800_000));
    const refusal = await refusalOf(assume(ci, { DurationSeconds: 3600 }));
    expect(refusal).toMatchObject({ code: "InvalidParameter" });
    expect(refusal.message).toContain("DurationSeconds: The session must last 900 to 1800 seconds.");
  });

  it("narrows the role by a session policy, and refuses one that it does not understand", async () => {
    const { assume, access } = createWorld(permitted, { policies: [policy(allow("kms:*"))] });
    const { Credentials } = await assume(ci, { Policy: JSON.stringify(policy(allow("kms:DescribeKey"))) });
    const { AccessKeyId: accessKeyId, SecurityToken: securityToken } = Credentials;
    const session = access.sessionKey({ accessKeyId, securityToken, now });
    if (!("key" in session)) throw new Error(session.fault);
    const ask = async (action: string) => {
      const resource = `acs:kms:cn-hangzhou:${account}:key/a`;
      return access.decide({ principal: session.key.principal, action, resource, facts });
    };
    expect(await ask("kms:DescribeKey")).toEqual({ allowed: true });
    expect(await ask("kms:Encrypt")).toMatchObject({ allowed: false, policyType: "SessionPolicy" });
    const refusal = await refusalOf(
      assume(ci, { Policy: '{"Version":"1","Statement":[{"Effect":"Maybe"}]}' }),
    );
    expect(refusal).toMatchObject({ code: "InvalidParameter" });
    expect(refusal.message).toContain("Policy: Statement[0]");
  });

  it("is refused to a user whom no policy allows it, and says what is missing", async () => {
    const { assume, access, trail } = createWorld([]);
    expect(await refusalOf(assume(ci))).toMatchObject({
      code: "NoPermission",
      status: 403,
      accessDenied: {
        AuthAction: "sts:AssumeRole",
        AuthResource: RoleArn,
        AuthPrincipalDisplayName: "ci",
        AuthPrincipalOwnerId: account,
        AuthPrincipalType: "SubUser",
        NoPermissionType: "ImplicitDeny",
        PolicyType: "AccountLevelIdentityBasedPolicy",
      },
    });
    if (trail.denied === undefined) throw new Error("nothing is said of what was denied");
    const { policies, wouldAllow } = await access.explain(trail.denied);
    expect(policies).toMatchObject([
      { attachedTo: { kind: "role trust", name: "reader" }, outcome: "Allow" },
    ]);
    expect(wouldAllow).toEqual([
      { attachTo: { kind: "user", name: "ci" }, policy: policy(allow("sts:AssumeRole", RoleArn)) },
    ]);
  });

  it("is refused to a user whom the role does not trust, and says what would have allowed it", async () => {
    const trustPolicy = {
      Version: "1",
      Statement: [
        { Effect: "Allow", Action: "sts:AssumeRole", Principal: { RAM: [`acs:ram::${account}:user/other`] } },
      ],
    };
    const { assume, access, trail } = createWorld(permitted, { trustPolicy });
    await refusalOf(assume(ci));
    if (trail.denied === undefined) throw new Error("nothing is said of what was denied");
    const { decision, wouldAllow } = await access.explain(trail.denied);
    expect(decision).toEqual({ allowed: false, denial: "ImplicitDeny", policyType: "AssumeRolePolicy" });
    const [grant] = wouldAllow;
    if (grant === undefined) throw new Error("nothing would have allowed it");
    expect(grant.attachTo).toEqual({ kind: "role trust", name: "reader" });
    await expect(createWorld(permitted, { trustPolicy: grant.policy }).assume(ci)).resolves.toBeDefined();
  });

  it("is open to the root of the account that the role trusts", async () => {
    const { assume } = createWorld([]);
    await expect(assume(owner)).resolves.toHaveProperty("Credentials");
  });

  it("is open to another account only where the role trusts it", async () => {
    const trustPolicy = {
      Version: "1",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { RAM: [`acs:ram::${otherAccount}:root`] },
          Condition: { StringEquals: { "sts:ExternalId": "orders" } },
        },
      ],
    };
    expect(await refusalOf(createWorld(permitted).assume(stranger))).toMatchObject({ code: "NoPermission" });
    const { assume } = createWorld(permitted, { trustPolicy });
    await expect(assume(stranger, { ExternalId: "orders" })).resolves.toHaveProperty("Credentials");
    expect(await refusalOf(assume(stranger, { ExternalId: "returns" }))).toMatchObject({
      code: "NoPermission",
    });
    expect(await refusalOf(assume(stranger))).toMatchObject({ code: "NoPermission" });
  });

  it("does not tell strangers which roles there are", async () => {
    const { assume, trail } = createWorld(permitted);
    const missing = `acs:ram::${account}:role/missing`;
    expect(await refusalOf(assume(owner, { RoleArn: missing }))).toMatchObject({
      code: "EntityNotExist.Role",
      status: 404,
    });
    const told = async (arn: string) => {
      const { code, message, accessDenied } = await refusalOf(assume(stranger, { RoleArn: arn }));
      return { code, message: message.replace(arn, ""), accessDenied };
    };
    expect(await told(missing)).toMatchObject({ code: "NoPermission" });
    expect(await told(missing)).toEqual(await told(RoleArn));
    expect(trail).not.toHaveProperty("denied");
  });
});

describe("GetCallerIdentity", () => {
  it.each([
    [
      owner,
      { IdentityType: "Account", PrincipalId: account, UserId: account, Arn: `acs:ram::${account}:root` },
    ],
    [ci, { IdentityType: "RAMUser", PrincipalId: "ci", UserId: "ci", Arn: `acs:ram::${account}:user/ci` }],
    [
      reader(),
      {
        IdentityType: "AssumedRoleUser",
        PrincipalId: "reader:tests",
        RoleId: "reader",
        Arn: `acs:ram::${account}:assumed-role/reader/tests`,
      },
    ],
  ])("says who %o is", async (principal, identity) => {
    const { sts, contextOf } = createWorld([]);
    expect(await sts.call(getCallerIdentity, {}, contextOf(principal))).toEqual({
      AccountId: account,
      ...identity,
    });
  });
});

describe("the service", () => {
  it("has no operations of others", () => {
    const { sts, contextOf } = createWorld([]);
    expect(() => sts.call(describeKey, { KeyId: "a" }, contextOf(owner))).toThrow(TypeError);
  });
});
