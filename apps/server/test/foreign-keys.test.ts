import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, officialClient, type Call } from "./official-client.ts";
import { newRsaRecipient } from "./recipients.ts";
import { startServer, type RunningServer } from "./running-server.ts";

const keyId = `key-${"k".repeat(21)}`;
const arn = `acs:kms:cn-hangzhou:1000000000000000:key/${keyId}`;
const may = (Action: string) => ({
  policies: [{ Version: "1", Statement: [{ Effect: "Allow", Action, Resource: arn }] }],
});
const named = (name: string) => ({ name, accessKeys: [{ id: `LTAI-${name}`, secret: "not-a-secret" }] });
const seed = {
  instances: [{ publicAccess: true, keys: [{ id: keyId, spec: "Aliyun_AES_256" }] }],
  accounts: [{ id: "2000000000000000", users: [{ ...named("courier"), ...may("kms:*") }, named("clerk")] }],
};
const Policy = JSON.stringify({
  Version: "1",
  Statement: [
    {
      Effect: "Allow",
      Principal: { RAM: ["acs:ram::2000000000000000:*"] },
      Action: ["kms:ExportDataKey", "kms:DescribeKey"],
      Resource: ["*"],
    },
  ],
});

let server: RunningServer;
let owner: Call;
let courier: Call;
let clerk: Call;

beforeAll(async () => {
  server = await startServer({ seed });
  const as = (name: string) =>
    officialClient(server.ready.public, { accessKeyId: `LTAI-${name}`, accessKeySecret: "not-a-secret" });
  owner = officialClient(server.ready.public);
  courier = as("courier");
  clerk = as("clerk");
});

afterAll(() => server[Symbol.asyncDispose]());

const codeOf = async (call: ReturnType<Call>) => (await failureOf(call)).code;

describe("a key of another account", () => {
  it("is not there, until its policy opens it; then data keys that it wrapped are exported", async () => {
    const { CiphertextBlob } = await owner("GenerateDataKeyWithoutPlaintext", { KeyId: keyId });
    const WrappingAlgorithm = "RSAES_OAEP_SHA_256";
    const exporting = { CiphertextBlob, ...newRsaRecipient().parameters, WrappingAlgorithm };
    expect(await codeOf(courier("DescribeKey", { KeyId: arn }))).toBe("Forbidden.KeyNotFound");
    expect(await codeOf(courier("ExportDataKey", exporting))).toBe("Forbidden.KeyNotFound");
    await owner("SetKeyPolicy", { KeyId: keyId, Policy });
    expect((await courier("DescribeKey", { KeyId: arn })).KeyMetadata["Arn"]).toBe(arn);
    expect((await courier("ExportDataKey", exporting)).KeyId).toBe(keyId);
    expect(await codeOf(courier("Decrypt", { CiphertextBlob }))).toBe("Forbidden.NoPermission");
    expect(await codeOf(clerk("DescribeKey", { KeyId: arn }))).toBe("Forbidden.NoPermission");
    expect(await codeOf(courier("GetKeyPolicy", { KeyId: arn }))).toBe("Forbidden.KeyNotFound");
  });
});
