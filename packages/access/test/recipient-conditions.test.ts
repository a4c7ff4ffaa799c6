import { describe, expect, it } from "vitest";
import { type AskedRecipient, parsePolicy, parseKeyPolicy } from "@keyferry/access";
import { applies, type Condition, exportTo, hsm, other } from "./exporting.ts";
import { accessOf, account, allow, deny, forPrincipals, key, policy, reader, wordOf } from "./world.ts";

const fingerprintKey = "keyferry:RecipientFingerprint";
const onlyHsm: Condition = { StringEquals: { [fingerprintKey]: hsm.fingerprint } };
const butHsm: Condition = { StringNotEquals: { [fingerprintKey]: hsm.fingerprint } };

describe("a condition on the recipient", () => {
  it.each<[string, string, string | string[], AskedRecipient, boolean]>([
    ["StringEquals", fingerprintKey, hsm.fingerprint, hsm, true],
    ["StringEquals", fingerprintKey, [other.fingerprint, hsm.fingerprint], hsm, true],
    ["StringEquals", fingerprintKey, hsm.fingerprint, other, false],
    ["StringEqualsIgnoreCase", fingerprintKey, hsm.fingerprint.toUpperCase(), hsm, true],
    ["StringNotEquals", fingerprintKey, hsm.fingerprint, hsm, false],
    ["StringNotEquals", fingerprintKey, hsm.fingerprint, other, true],
    ["StringLike", fingerprintKey, "ab*", hsm, true],
    ["StringLike", fingerprintKey, "ab*", other, false],
    ["StringEquals", "keyferry:RecipientSpec", "EC_SM2", other, true],
    ["StringEquals", "keyferry:RecipientSpec", "EC_SM2", hsm, false],
    ["StringLike", "keyferry:WrappingAlgorithm", "RSAES_OAEP_*", hsm, true],
    ["StringEquals", "keyferry:WrappingAlgorithm", "RSAES_OAEP_SHA_1", hsm, false],
    ["StringEquals", "KEYFERRY:wrappingalgorithm", "SM2PKE", other, true],
  ])("%s %s %j of %j: %j", async (operator, name, values, recipient, met) => {
    expect(await applies({ [operator]: { [name]: values } }, exportTo(recipient))).toEqual({
      allow: met,
      deny: met,
    });
  });

  it("of a call that exports nothing is not met, and one with Not only in a Deny", async () => {
    expect(await applies(onlyHsm, exportTo())).toEqual({ allow: false, deny: false });
    expect(await applies(butHsm, exportTo())).toEqual({ allow: false, deny: true });
  });

  it("stands in the policy of a session and of a key, too", async () => {
    const narrowed = policy({ ...allow("kms:*"), Condition: onlyHsm });
    const session = (recipient: AskedRecipient) =>
      accessOf({ role: [policy(allow("*"))] }).decide(exportTo(recipient, { principal: reader(narrowed) }));
    expect(wordOf(await session(hsm))).toBe("Allow");
    expect(wordOf(await session(other))).toBe("ImplicitDeny SessionPolicy");
    const ofKey = policy({ ...forPrincipals("Allow", `acs:ram::${account}:user/ci`), Condition: onlyHsm });
    const byKey = (recipient: AskedRecipient) =>
      accessOf({ user: [] }).decide(exportTo(recipient, { resourcePolicy: JSON.stringify(ofKey) }));
    expect((await byKey(hsm)).allowed).toBe(true);
    expect((await byKey(other)).allowed).toBe(false);
  });

  it.each([
    ["in capitals", fingerprintKey, "StringEquals", "AB".repeat(32)],
    ["with colons", fingerprintKey, "StringEquals", Array(32).fill("ab").join(":")],
    ["in base64", fingerprintKey, "StringEquals", Buffer.alloc(32).toString("base64")],
    ["cut", fingerprintKey, "StringNotEquals", "ab".repeat(31)],
    ["with a wildcard that is none", fingerprintKey, "StringEquals", "ab*"],
    ["that no fingerprint is like", fingerprintKey, "StringLike", "AB*"],
    ["that is no name", "keyferry:RecipientName", "StringEquals", "hsm 1"],
    ["of no spec", "keyferry:RecipientSpec", "StringEquals", "RSA_4096"],
    ["that no spec is like", "keyferry:RecipientSpec", "StringLike", "rsa*"],
    ["of no algorithm", "keyferry:WrappingAlgorithm", "StringNotEquals", "SM2"],
  ])("is refused in a policy where its value is one %s", (_, name, operator, value) => {
    const statement = { ...deny("kms:*"), Condition: { [operator]: { [name]: value } } };
    expect(() => parsePolicy(policy(statement))).toThrow(/Condition\.String.* must be /);
    const ofKey = { ...forPrincipals("Deny", `acs:ram::${account}:user/ci`), Condition: statement.Condition };
    expect(() => parseKeyPolicy(policy(ofKey), { account })).toThrow(/Condition\.String.* must be /);
  });
});

describe("a denial for the recipient", () => {
  const people = { user: [policy({ ...allow("kms:Export*"), Condition: onlyHsm })] };

  it("is told from one that no other recipient would change", async () => {
    const access = accessOf(people);
    expect(await access.decide(exportTo(other))).toEqual({
      allowed: false,
      denial: "ImplicitDeny",
      policyType: "AccountLevelIdentityBasedPolicy",
      hangsOnRecipient: true,
    });
    const generate = { action: "kms:GenerateAndExportDataKey" };
    expect(await access.decide(exportTo(other, generate))).not.toHaveProperty("hangsOnRecipient");
  });

  it("is explained by the recipient, the condition, and the smallest policy, which is for this one alone", async () => {
    const found = await accessOf(people).explain(exportTo(other));
    expect(found.recipient).toEqual({ ...other, name: null });
    expect(found.policies[0]?.statements[0]?.mismatch).toEqual({
      ...{ by: "condition", operator: "StringEquals", key: fingerprintKey },
      ...{ values: [hsm.fingerprint], actual: other.fingerprint },
    });
    expect(found.wouldAllow).toEqual([
      {
        attachTo: { kind: "user", name: "ci" },
        policy: policy({
          ...allow("kms:ExportDataKey", key),
          Condition: { StringEquals: { [fingerprintKey]: other.fingerprint } },
        }),
      },
    ]);
  });
});
