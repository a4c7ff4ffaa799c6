import RPCClient from "@alicloud/pop-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { control } from "./control.ts";
import { builtIn, officialClient, type Failure } from "./official-client.ts";
import { startServer, type RunningServer } from "./running-server.ts";

const RoleArn = "acs:ram::1000000000000000:role/reader";
const keyId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const year = new Date().getUTCFullYear() + 1;
const until = {
  Effect: "Allow",
  Action: "kms:*",
  Resource: "*",
  Condition: { DateLessThan: { "acs:CurrentTime": `${String(year)}-12-31T00:00:00Z` } },
};
const user = { accessKeyId: "LTAI-ci", accessKeySecret: "not-a-secret-of-anybody" };
const seed = {
  keys: [{ id: keyId, spec: "Aliyun_AES_256" }],
  users: [
    {
      name: "ci",
      accessKeys: [{ id: user.accessKeyId, secret: user.accessKeySecret }],
      policies: [
        {
          Version: "1",
          Statement: [until, { Effect: "Allow", Action: "sts:AssumeRole", Resource: RoleArn }],
        },
      ],
    },
  ],
  roles: [
    {
      name: "reader",
      policies: [{ Version: "1", Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }] }],
    },
  ],
};

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ ephemeral: true, flags: ["--test-controls"], seed });
});
afterAll(() => server[Symbol.asyncDispose]());

const move = (to: object) => control(server.ready.public, "clock", to);
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "OK",
    (error: unknown) => (error as Partial<Failure>).code ?? "",
  );

/** Asks one of the services, as somebody. */
function ask(apiVersion: string, action: string, parameters: object, as: object): Promise<unknown> {
  const options = { endpoint: server.ready.public, apiVersion, ...as };
  return new RPCClient(options as RPCClient.Config).request(action, parameters, { method: "POST" });
}

describe("when the clock was moved", () => {
  it("keys that rotate have another version, and what was encrypted before still opens", async () => {
    const call = officialClient(server.ready.public, builtIn);
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    const parameters = { KeyId, EnableAutomaticRotation: true, RotationInterval: "7d" };
    await call("UpdateRotationPolicy", parameters);
    const { CiphertextBlob, Plaintext, KeyVersionId } = await call("GenerateDataKey", { KeyId });
    await move({ advance: "8d" });
    expect((await call("ListKeyVersions", { KeyId })).TotalCount).toBe(2);
    expect(await call("Decrypt", { CiphertextBlob })).toMatchObject({ Plaintext, KeyVersionId });
    expect((await call("GenerateDataKey", { KeyId })).KeyVersionId).not.toBe(KeyVersionId);
  });

  it("sessions of STS are over", async () => {
    const { Credentials } = (await ask(
      "2015-04-01",
      "AssumeRole",
      { RoleArn, RoleSessionName: "tests" },
      user,
    )) as { readonly Credentials: Readonly<Record<string, string>> };
    const session = {
      accessKeyId: Credentials["AccessKeyId"],
      accessKeySecret: Credentials["AccessKeySecret"],
      securityToken: Credentials["SecurityToken"],
    };
    const describeKey = () => codeOf(ask("2016-01-20", "DescribeKey", { KeyId: keyId }, session));
    expect(await describeKey()).toBe("OK");
    await move({ advance: "61m" });
    expect(await describeKey()).toBe("InvalidSecurityToken.Expired");
  });

  it("conditions of policies see it", async () => {
    const call = officialClient(server.ready.public, user);
    expect(await codeOf(call("DescribeKey", { KeyId: keyId }))).toBe("OK");
    await move({ set: `${String(year)}-12-31T00:00:00Z` });
    expect(await codeOf(call("DescribeKey", { KeyId: keyId }))).toBe("Forbidden.NoPermission");
  });
});
