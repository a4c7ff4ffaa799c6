import {
  createSecret,
  describeSecret,
  getSecretPolicy,
  getSecretValue,
  setSecretPolicy,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { account, as, createService, outcomeOf, refusalOf, type Service } from "./service.ts";

const SecretName = "orders";
let service: Service;
let EncryptionKeyId: string;

const statement = (Effect: string, who: string, ...Action: string[]) => ({
  Effect,
  Principal: { RAM: [`acs:ram::${account}:${who}`] },
  Action,
  Resource: ["*"],
});
const policyOf = (...Statement: readonly object[]) => JSON.stringify({ Version: "1", Statement });
const everybody = statement("Allow", "*", "kms:*");

beforeEach(async () => {
  const decrypt = { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" };
  service = await createService({
    users: [
      { name: "reader", statements: [decrypt] },
      { name: "admin", statements: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }] },
    ],
  });
  const DKMSInstanceId = await service.newInstance();
  EncryptionKeyId = await service.newKey({ DKMSInstanceId });
  const version = { VersionId: "v1", SecretData: "x" };
  await service.call(createSecret, { SecretName, ...version, EncryptionKeyId, DKMSInstanceId });
  await service.call(createSecret, { SecretName: "outside", ...version });
});

const read = (name: string) => outcomeOf(service.call(getSecretValue, { SecretName }, as(name)));
const set = (Policy: string, PolicyName?: string) =>
  service.call(setSecretPolicy, { SecretName, Policy, ...(PolicyName !== undefined && { PolicyName }) });

describe("the policy of a secret", () => {
  it("leaves every decision to the RAM policies of the account until it is set", async () => {
    const { Policy } = await service.call(getSecretPolicy, { SecretName, PolicyName: "default" });
    expect(JSON.parse(Policy)).toEqual({
      Version: "1",
      Statement: [{ ...everybody, Sid: "kms default secret policy" }],
    });
    expect(await read("admin")).toBe("OK");
  });

  it("comes back as it was set, and decides: its Allow suffices, its Deny wins", async () => {
    const own = policyOf(everybody, statement("Deny", "user/admin", "kms:GetSecretValue"));
    await set(own);
    expect((await service.call(getSecretPolicy, { SecretName })).Policy).toBe(own);
    expect(await read("admin")).toBe("Forbidden.NoPermission");
    expect(await outcomeOf(service.call(describeSecret, { SecretName }, as("admin")))).toBe("OK");
    await set(policyOf(everybody, statement("Allow", "user/reader", "kms:GetSecretValue")));
    expect(await read("reader")).toBe("OK");
  });

  it("may be given with the secret", async () => {
    const { DKMSInstanceId = "" } = await service.call(describeSecret, { SecretName });
    const Policy = policyOf(everybody);
    const place = { EncryptionKeyId, DKMSInstanceId };
    const named = { SecretName: "other", VersionId: "v1", SecretData: "x" };
    const wrong = service.call(createSecret, { ...named, ...place, Policy: "{}" });
    expect(await outcomeOf(wrong)).toBe("InvalidParameter");
    await service.call(createSecret, { ...named, ...place, Policy });
    expect((await service.call(getSecretPolicy, { SecretName: "other" })).Policy).toBe(Policy);
  });

  it("has no other name than default, and must be one that can be changed again", async () => {
    expect(await outcomeOf(set(policyOf(everybody), "other"))).toBe("Forbidden.ResourceNotFound");
    const other = service.call(getSecretPolicy, { SecretName, PolicyName: "other" });
    expect(await outcomeOf(other)).toBe("Forbidden.ResourceNotFound");
    const lockOut = await refusalOf(set(policyOf(statement("Deny", "*", "kms:*"))));
    expect(lockOut.code).toBe("InvalidParameter");
    expect(lockOut.message).toContain("Policy: Statement[0]");
  });

  it("is for secrets of instances only", async () => {
    const outside = { SecretName: "outside" };
    const refused = "Forbidden.KeyPolicyUnSupported";
    expect(await outcomeOf(service.call(getSecretPolicy, outside))).toBe(refused);
    const setOutside = service.call(setSecretPolicy, { ...outside, Policy: policyOf(everybody) });
    expect(await outcomeOf(setOutside)).toBe(refused);
  });
});
