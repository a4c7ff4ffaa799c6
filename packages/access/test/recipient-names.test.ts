import { describe, expect, it } from "vitest";
import type { AccessView } from "@keyferry/access";
import { applies, type Condition, exportTo, hsm } from "./exporting.ts";
import {
  accessOf,
  account,
  allow,
  facts,
  forPrincipals,
  key,
  otherAccount,
  policy,
  recipientCalled,
} from "./world.ts";

const question = exportTo(hsm);
const at = (time: number) => exportTo(hsm, { facts: { ...facts, time } });
const named = (values: string, operator = "StringEquals"): Condition => ({
  [operator]: { "keyferry:RecipientName": values },
});

describe("the name of a recipient", () => {
  it("is that of the caller's account", async () => {
    const recipients = [
      recipientCalled("hsm-1", hsm),
      recipientCalled("theirs", hsm, { account: otherAccount }),
    ];
    expect(await applies(named("hsm-1"), question, recipients)).toEqual({ allow: true, deny: true });
    expect(await applies(named("hsm-*", "StringLike"), question, recipients)).toEqual({
      allow: true,
      deny: true,
    });
    expect(await applies(named("HSM-1"), question, recipients)).toEqual({ allow: false, deny: false });
    expect(await applies(named("theirs"), question, recipients)).toEqual({ allow: false, deny: false });
    expect(await applies(named("hsm-1"), question)).toEqual({ allow: false, deny: false });
    expect(await applies(named("hsm-1", "StringNotEquals"), question)).toEqual({ allow: false, deny: true });
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
      expect(await applies(condition, at(100), recipients)).toEqual({ allow: false, deny: true });
    }
    expect(await applies(named("hsm-1"), at(99), recipients)).toEqual({ allow: true, deny: true });
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
