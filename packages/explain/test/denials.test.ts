import { createHash } from "node:crypto";
import type { Access, AccessExplanation, Question } from "@keyferry/access";
import { userPrincipal } from "@keyferry/access";
import { assumeRole, encodeBase64 } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { recipients } from "../../kms/test/recipients.ts";
import { explainDenial } from "../src/reasons/explain-denial.ts";
import { createExplainingService, everythingIn, type ExplainingService } from "./explaining-service.ts";
import { ci } from "../../gateway/test/requests.ts";
import { account, anInstance, answerOf, here, region } from "../../gateway/test/service.ts";

let service: ExplainingService;
let KeyId: string;
beforeEach(async () => {
  service = await createExplainingService();
  KeyId = await service.newKey();
});

describe("a denial", () => {
  it("is explained with the statements considered, why they do not apply, and what would allow it", async () => {
    const response = await service.send("GenerateDataKey", { KeyId }, { signer: ci });
    const explanation = await service.explanationOf(response);
    const resource = `acs:kms:${region}:${account}:key/${KeyId}`;
    expect(explanation).toMatchObject({
      code: "Forbidden.NoPermission",
      access: {
        action: "kms:GenerateDataKey",
        resource,
        policies: [
          {
            attachedTo: { kind: "user", name: "ci" },
            statements: [{ effect: "Allow", mismatch: { by: "action" } }],
          },
        ],
      },
    });
    const smallest = {
      Version: "1",
      Statement: [{ Effect: "Allow", Action: "kms:GenerateDataKey", Resource: resource }],
    };
    expect(explanation.advice).toEqual([expect.stringContaining(JSON.stringify(smallest))]);
    expect(everythingIn(explanation)).toContain("1 Allow: does not apply, it names another action");
  });

  it("of an export names the recipient, and the smallest policy is for that one alone", async () => {
    const CiphertextBlob = await service.blobOf(KeyId);
    const fields = { ...recipients.SM2PKE.fields };
    const PublicKeyBlob = encodeBase64(fields.PublicKeyBlob);
    const response = await service.send(
      "ExportDataKey",
      { ...fields, CiphertextBlob, PublicKeyBlob },
      { signer: ci },
    );
    const explanation = await service.explanationOf(response);
    const fingerprint = createHash("sha256").update(fields.PublicKeyBlob).digest("hex");
    expect(explanation.code).toBe("Forbidden.NoPermission");
    expect(everythingIn(explanation)).toContain(`for the recipient ${fingerprint} (EC_SM2, SM2PKE)`);
    expect(explanation.advice.join()).toContain(
      JSON.stringify({ StringEquals: { "keyferry:RecipientFingerprint": fingerprint } }),
    );
  });

  it("of a dry run is explained by what is beneath it", async () => {
    const response = await service.send("GenerateDataKey", { KeyId, DryRun: "true" }, { signer: ci });
    expect(await service.explanationOf(response)).toMatchObject({
      code: "AccessDeniedError",
      beneath: "Forbidden.NoPermission",
      dryRun: true,
      access: { action: "kms:GenerateDataKey" },
    });
  });

  it("of a role is explained with the role's trust policy", async () => {
    const assume = {
      Version: "2015-04-01",
      RoleArn: `acs:ram::${account}:role/reader`,
      RoleSessionName: "tests",
    };
    const host = "sts.aliyuncs.com";
    const { Credentials } = answerOf(assumeRole, await service.send("AssumeRole", assume, { host }));
    const { AccessKeyId: accessKeyId, AccessKeySecret: secret, SecurityToken } = Credentials;
    const signer = { accessKeyId, secret };
    const explanation = await service.explanationOf(
      await service.send("AssumeRole", { ...assume, SecurityToken }, { host, signer }),
    );
    expect(explanation.code).toBe("NoPermission");
    expect(explanation.access?.policies.map(({ attachedTo }) => attachedTo)).toContainEqual({
      kind: "role trust",
      name: "reader",
    });
    expect(explanation.advice.join()).toContain("The smallest policy of role reader that does");
    expect(everythingIn(explanation)).not.toContain(SecurityToken);
  });

  it.each([
    ["another value", JSON.stringify([{ TagKey: "team", TagValue: "secret-project" }])],
    ["no such tag", undefined],
  ])("does not tell the value of a key's tag, nor whether there is one: %s", async (_, Tags) => {
    const to = (RAM: string, action: string, more = {}) => ({
      ...{ Effect: "Allow", Principal: { RAM: [RAM] }, Action: [action], Resource: ["*"] },
      ...more,
    });
    const Condition = { StringEquals: { "kms:tag/team": "dev" } };
    const Policy = JSON.stringify({
      Version: "1",
      Statement: [
        to(`acs:ram::${account}:*`, "kms:*"),
        to(`acs:ram::${account}:user/ci`, "kms:Decrypt", { Condition }),
      ],
    });
    const tagged = await service.newKey({ DKMSInstanceId: here, Policy, Tags });
    const CiphertextBlob = await service.blobOf(tagged);
    const response = await service.send("Decrypt", { CiphertextBlob }, { kind: "vpc", signer: ci });
    const explanation = await service.explanationOf(response);
    const statements = explanation.access?.policies.flatMap((policy) => policy.statements);
    expect(statements?.map(({ mismatch }) => mismatch)).toContainEqual({
      by: "condition",
      operator: "StringEquals",
      key: "kms:tag/team",
      values: ["dev"],
      actual: "[masked]",
    });
    expect(everythingIn(explanation)).toContain("kms:tag/team StringEquals dev: the value is not shown");
    expect(everythingIn(explanation)).not.toContain("secret-project");
  });

  it("by an instance's public access switch says so", async () => {
    const instance = `kst-${"p".repeat(21)}`;
    await service.store.scoped({ account, region }).instances.write.create(anInstance(instance));
    const inside = await service.newKey({ DKMSInstanceId: instance });
    const response = await service.send("Encrypt", { KeyId: inside, Plaintext: "YQ==" }, { signer: ci });
    const explanation = await service.explanationOf(response);
    expect(explanation.code).toBe("Forbidden.NoPermission");
    expect(explanation.advice).toEqual([
      expect.stringContaining(`the public access of instance ${instance} is off`),
    ]);
    expect(explanation.access).toBeUndefined();
  });
});

describe("a denial on another account's key", () => {
  const question: Question = {
    principal: userPrincipal(account, "ci"),
    action: "kms:Decrypt",
    resource: `acs:kms:${region}:2000000000000000:key/k`,
    facts: { sourceAddress: "192.0.2.1", secure: true, time: 0, fromVpc: false, vpc: null },
  };
  const inKeyPolicy = { attachedTo: { kind: "key", name: question.resource } } as const;
  const told: AccessExplanation = {
    ...question,
    recipient: null,
    basis: "policies",
    decision: { allowed: false, denial: "ExplicitDeny", policyType: "ResourceBasedPolicy" },
    policies: [{ ...inKeyPolicy, index: 0, outcome: "ExplicitDeny", statements: [] }],
    deniedBy: [{ ...inKeyPolicy, policy: 0, statement: 3, sid: "board-only" }],
    wouldAllow: [],
  };
  const access = { explain: () => Promise.resolve(told) } as unknown as Access;

  it("tells nothing of what that account's policy says", async () => {
    const { access: shown, advice } = await explainDenial(question, access);
    expect([shown.policies, shown.deniedBy]).toEqual([[], []]);
    expect(advice).toEqual(["A policy of the key denies it."]);
  });

  it("is not so careful about the account's own", async () => {
    const own = { ...question, resource: `acs:kms:${region}:${account}:key/k` };
    const { access: shown, advice } = await explainDenial(own, access);
    expect(shown.policies).toHaveLength(1);
    expect(advice[0]).toContain("Statement 4 (board-only) of policy 1 of key");
  });
});
