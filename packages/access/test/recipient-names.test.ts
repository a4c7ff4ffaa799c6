import { describe, expect, it } from "vitest";
import type { AskedRecipient, Question, AccessView } from "@keyferry/access";
import type { RecipientRecord } from "@keyferry/store";
import {
  accessOf,
  account,
  allow,
  ci,
  deny,
  facts,
  forPrincipals,
  key,
  otherAccount,
  policy,
  recipientCalled,
} from "./world.ts";

type Condition = Record<string, Record<string, string | string[]>>;

const hsm: AskedRecipient = {
  fingerprint: "ab".repeat(32),
  spec: "RSA_2048",
  algorithm: "RSAES_OAEP_SHA_256",
};
const question: Question = {
  ...{ principal: ci, action: "kms:ExportDataKey", resource: key, facts, recipient: hsm },
};
const named = (values: string, operator = "StringEquals"): Condition => ({
  [operator]: { "keyferry:RecipientName": values },
});

/** Whether an Allow, and whether a Deny, with this condition applies. */
async function applies(Condition: Condition, recipients: RecipientRecord[], time = 0) {
  const asked = { ...question, facts: { ...facts, time } };
  const allowing = accessOf({ user: [policy({ ...allow("*"), Condition })], recipients });
  const denying = accessOf({ user: [policy(allow("*"), { ...deny("*"), Condition })], recipients });
  return {
    allow: (await allowing.decide(asked)).allowed,
    deny: !(await denying.decide(asked)).allowed,
  };
}

describe("the name of a recipient", () => {
  it("is that of the caller's account", async () => {
    const recipients = [
      recipientCalled("hsm-1", hsm),
      recipientCalled("theirs", hsm, { account: otherAccount }),
    ];
    expect(await applies(named("hsm-1"), recipients)).toEqual({ allow: true, deny: true });
    expect(await applies(named("hsm-*", "StringLike"), recipients)).toEqual({ allow: true, deny: true });
    expect(await applies(named("HSM-1"), recipients)).toEqual({ allow: false, deny: false });
    expect(await applies(named("theirs"), recipients)).toEqual({ allow: false, deny: false });
    expect(await applies(named("hsm-1"), [])).toEqual({ allow: false, deny: false });
    expect(await applies(named("hsm-1", "StringNotEquals"), [])).toEqual({ allow: false, deny: true });
  });

  it("in the policy of another account's key is that of the key's account", async () => {
    const resource = key.replace(account, otherAccount);
    const ofKey = policy({
      ...forPrincipals("Allow", `acs:ram::${account}:user/ci`),
      Condition: named("hsm-1"),
    });
    const asked = { ...question, resource, resourcePolicy: JSON.stringify(ofKey) };
    const decide = (owner: string) =>
      accessOf({
        user: [policy(allow("*"))],
        recipients: [recipientCalled("hsm-1", hsm, { account: owner })],
      }).decide(asked);
    expect((await decide(otherAccount)).allowed).toBe(true);
    // Otherwise the caller's account could call any key of its own by the name.
    expect((await decide(account)).allowed).toBe(false);
  });

  it("is in doubt once its certificates have ended: then it allows nothing, and denies", async () => {
    const recipients = [recipientCalled("hsm-1", hsm, { validUntil: 100 })];
    for (const condition of [named("hsm-1"), named("another"), named("hsm-1", "StringNotEquals")]) {
      expect(await applies(condition, recipients, 100)).toEqual({ allow: false, deny: true });
    }
    expect(await applies(named("hsm-1"), recipients, 99)).toEqual({ allow: true, deny: true });
  });

  it("is looked up where a condition about the call asks for it, and nowhere else", async () => {
    const looked: string[] = [];
    const decide = async (statement: object) => {
      const user = { account, name: "ci", policies: [JSON.stringify(policy(statement))], groups: [] };
      const view = {
        identities: { userByName: async () => user },
        recipients: {
          byFingerprint: async (of: string, fingerprint: string) => {
            looked.push(`${of} ${fingerprint}`);
            return undefined;
          },
        },
      } as unknown as AccessView;
      await accessOf({}).decide(question, view);
    };
    await decide(allow("kms:*"));
    await decide({
      ...allow("kms:*"),
      Condition: { StringEquals: { "keyferry:RecipientFingerprint": hsm.fingerprint } },
    });
    await decide({ ...allow("kms:Decrypt"), Condition: named("hsm-1") });
    expect(looked).toEqual([]);
    await decide({ ...allow("kms:*"), Condition: named("hsm-1") });
    expect(looked).toEqual([`${account} ${hsm.fingerprint}`]);
  });

  it("is in the explanation", async () => {
    const people = {
      user: [policy({ ...allow("kms:*"), Condition: named("hsm-2") })],
      recipients: [recipientCalled("hsm-1", hsm)],
    };
    const found = await accessOf(people).explain(question);
    expect(found.recipient).toEqual({ ...hsm, name: "hsm-1" });
    expect(found.policies[0]?.statements[0]?.mismatch).toMatchObject({ actual: "hsm-1", values: ["hsm-2"] });
  });
});
