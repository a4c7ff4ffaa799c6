import { defaultKeyPolicy } from "@keyferry/access";
import {
  createAlias,
  createKey,
  decrypt,
  describeKey,
  encrypt,
  getKeyPolicy,
  listKeys,
  setKeyPolicy,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import {
  account,
  as,
  createService,
  outcomeOf,
  refusalOf,
  region,
  type Service,
  type User,
} from "./service.ts";

const denied = "Forbidden.NoPermission";
const ci = as("ci");
const arnOf = (who: string) => `acs:ram::${account}:${who}`;
const statement = (Effect: "Allow" | "Deny", who: string, Action: string | string[] = "kms:*") => ({
  Effect,
  Principal: { RAM: [arnOf(who)] },
  Action,
  Resource: ["*"],
});
const policyOf = (...statements: object[]) => JSON.stringify({ Version: "1", Statement: statements });

/** A service with one key in an instance, and perhaps the user `ci`. */
async function withKey(...users: User[]): Promise<Service & { KeyId: string; DKMSInstanceId: string }> {
  const service = await createService({ users });
  const DKMSInstanceId = await service.newInstance();
  return { ...service, DKMSInstanceId, KeyId: await service.newKey({ DKMSInstanceId }) };
}

const allow = (Action: string, Condition?: object) => ({
  name: "ci",
  statements: [{ Effect: "Allow", Action, Resource: "*", ...(Condition && { Condition }) }],
});

describe("the policy of a key", () => {
  it("is the default one when it was made with none", async () => {
    const { call, KeyId } = await withKey();
    const { Policy } = await call(getKeyPolicy, { KeyId });
    expect(JSON.parse(Policy)).toEqual(defaultKeyPolicy(account));
    expect(await call(getKeyPolicy, { KeyId, PolicyName: "default" })).toEqual({ Policy });
  });

  it("is the one that it was made with, to the letter", async () => {
    const { call, DKMSInstanceId } = await withKey();
    const Policy = `  ${policyOf(statement("Allow", "*"), statement("Deny", "user/eve"))}\n`;
    const { KeyMetadata } = await call(createKey, { DKMSInstanceId, Policy });
    expect(await call(getKeyPolicy, { KeyId: KeyMetadata.KeyId })).toEqual({ Policy });
  });

  it("is the one that was set last, and holds from the next call on", async () => {
    const { call, KeyId } = await withKey(allow("kms:*"));
    const Plaintext = "a";
    expect(await outcomeOf(call(encrypt, { KeyId, Plaintext }, ci))).toBe("OK");
    const Policy = policyOf(statement("Allow", "*"), statement("Deny", "user/ci", "kms:Encrypt"));
    expect(await call(setKeyPolicy, { KeyId, Policy }, ci)).toEqual({});
    expect(await call(getKeyPolicy, { KeyId }, ci)).toEqual({ Policy });
    expect(await outcomeOf(call(encrypt, { KeyId, Plaintext }, ci))).toBe(denied);
    expect(await outcomeOf(call(encrypt, { KeyId, Plaintext }))).toBe("OK");
  });

  it("is found by the key's id and ARN, not by an alias", async () => {
    const { call, KeyId } = await withKey();
    await call(createAlias, { KeyId, AliasName: "alias/a" });
    const arn = `acs:kms:${region}:${account}:key/${KeyId}`;
    expect(await outcomeOf(call(getKeyPolicy, { KeyId: arn }))).toBe("OK");
    for (const alias of ["alias/a", `acs:kms:${region}:${account}:alias/a`]) {
      expect(await outcomeOf(call(getKeyPolicy, { KeyId: alias }))).toBe("Unsupported.Alias");
      expect(await outcomeOf(call(setKeyPolicy, { KeyId: alias, Policy: "{}" }))).toBe("Unsupported.Alias");
    }
  });

  it("has no other name than default", async () => {
    const { call, KeyId } = await withKey();
    const Policy = policyOf(statement("Allow", "*"));
    for (const PolicyName of ["Default", "other", "default "]) {
      const refused = {
        code: "Forbidden.ResourceNotFound",
        status: 404,
        message: "Resource not found. the only policy is default.",
      };
      expect(await refusalOf(call(getKeyPolicy, { KeyId, PolicyName }))).toEqual(refused);
      expect(await refusalOf(call(setKeyPolicy, { KeyId, PolicyName, Policy }))).toEqual(refused);
    }
  });

  it("is no matter of keys outside instances", async () => {
    const { call, newKey } = await createService();
    const KeyId = await newKey();
    const refused = { code: "Forbidden.KeyPolicyUnSupported", status: 400 };
    const Policy = policyOf(statement("Allow", "*"));
    expect(await refusalOf(call(getKeyPolicy, { KeyId }))).toMatchObject(refused);
    expect(await refusalOf(call(setKeyPolicy, { KeyId, Policy }))).toMatchObject(refused);
    expect(await refusalOf(call(createKey, { Policy }))).toMatchObject(refused);
  });
});

describe("a policy that is not understood", () => {
  const faulty: readonly (readonly [string, string, string])[] = [
    ["no JSON", "{", "Policy: "],
    ["an unknown effect", policyOf({ ...statement("Allow", "*"), Effect: "Maybe" }), "Statement[0].Effect"],
    [
      "an action of another service",
      policyOf(statement("Allow", "*"), statement("Allow", "*", ["kms:Decrypt", "oss:GetObject"])),
      "Statement[1].Action[1]",
    ],
    ["a misspelt principal", policyOf(statement("Allow", "users/ci")), "Statement[0].Principal.RAM[0]"],
    ["one that locks the root out", policyOf(statement("Deny", "root")), "Statement[0]"],
    ["too many bytes", `${policyOf(statement("Allow", "*"))}${" ".repeat(32_768)}`, "Policy: "],
  ];

  it.each(faulty)("is refused: %s, and the place is told", async (_, Policy, place) => {
    const { call, KeyId, DKMSInstanceId } = await withKey();
    const before = await call(getKeyPolicy, { KeyId });
    const keysBefore = (await call(listKeys, {})).TotalCount;
    for (const refused of [
      await refusalOf(call(setKeyPolicy, { KeyId, Policy })),
      await refusalOf(call(createKey, { DKMSInstanceId, Policy })),
    ]) {
      expect(refused.code).toBe("InvalidParameter");
      expect(refused.message).toMatch(/^The specified parameter is not valid\. Policy: /);
      expect(refused.message).toContain(place);
    }
    expect(await call(getKeyPolicy, { KeyId })).toEqual(before);
    expect((await call(listKeys, {})).TotalCount).toBe(keysBefore);
  });
});

describe("a user of the key's account", () => {
  it("may do what the key's policy alone allows", async () => {
    const { call, KeyId } = await withKey(allow("kms:Nothing"));
    await call(setKeyPolicy, { KeyId, Policy: policyOf(statement("Allow", "user/ci", "kms:Encrypt")) });
    const { CiphertextBlob } = await call(encrypt, { KeyId, Plaintext: "a" }, ci);
    expect(await outcomeOf(call(decrypt, { CiphertextBlob }, ci))).toBe(denied);
  });

  it("is told when it is the key's policy that denies", async () => {
    const { call, KeyId } = await withKey(allow("kms:*"));
    const Policy = policyOf(statement("Deny", "user/ci", "kms:DescribeKey"));
    await call(setKeyPolicy, { KeyId, Policy });
    const refusal = await call(describeKey, { KeyId }, ci).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: denied,
      accessDenied: { NoPermissionType: "ExplicitDeny", PolicyType: "ResourceBasedPolicy" },
    });
  });

  it("may hang on the key's tags, on those of the key that is touched", async () => {
    const team = { StringEquals: { "kms:tag/team": "payments" } };
    const { call, newKey } = await withKey(allow("kms:Encrypt", team));
    const Plaintext = "a";
    const tagged = async (TagValue: string) => {
      const KeyId = await newKey({ Tags: [{ TagKey: "team", TagValue }] });
      return outcomeOf(call(encrypt, { KeyId, Plaintext }, ci));
    };
    expect([await tagged("payments"), await tagged("orders")]).toEqual(["OK", denied]);
  });
});
