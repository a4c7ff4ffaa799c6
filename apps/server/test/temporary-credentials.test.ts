import RPCClient from "@alicloud/pop-core";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clients } from "./interop/clients/clients.ts";
import { Refusal } from "./interop/clients/refusal.ts";
import { builtIn } from "./official-client.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";

const RoleArn = "acs:ram::1000000000000000:role/exporter";
const keyId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const seed = {
  keys: [{ id: keyId, spec: "Aliyun_AES_256" }],
  users: [
    {
      name: "ci",
      accessKeys: [{ id: "LTAI-ci", secret: "not-a-secret" }],
      policies: [
        { Version: "1", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: RoleArn }] },
      ],
    },
  ],
  roles: [
    {
      name: "exporter",
      policies: [{ Version: "1", Statement: [{ Effect: "Allow", Action: "kms:*DataKey*", Resource: "*" }] }],
    },
  ],
};

interface Assumed {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly AccessKeySecret: string;
    readonly SecurityToken: string;
    readonly Expiration: string;
  };
}

const folder = newFolder();
let server: RunningServer;

const platform = getCACertificates("default");

beforeAll(async () => {
  server = await startServer({ seed, flags: ["--vpc-tls"] });
  setDefaultCACertificates([...platform, server.ca]);
});

afterAll(async () => {
  setDefaultCACertificates(platform);
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Asks STS by the official client, as the user `ci` unless said otherwise. */
function sts<T>(action: string, parameters: object, as: object = ci): Promise<T> {
  const options = { endpoint: server.ready.public, apiVersion: "2015-04-01", ...as };
  return new RPCClient(options as RPCClient.Config).request<T>(action, parameters, { method: "POST" });
}

const ci = { accessKeyId: "LTAI-ci", accessKeySecret: "not-a-secret" };

async function assume(): Promise<{ accessKeyId: string; accessKeySecret: string; securityToken: string }> {
  const { Credentials } = await sts<Assumed>("AssumeRole", { RoleArn, RoleSessionName: "tests" });
  expect(Date.parse(Credentials.Expiration)).toBeGreaterThan(Date.now() + 3_500_000);
  const { AccessKeyId, AccessKeySecret, SecurityToken } = Credentials;
  return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken };
}

describe.each(clients)("temporary credentials, with $name,", (kind) => {
  const connect = (credentials: Awaited<ReturnType<typeof assume>>) =>
    kind.connect({
      endpoint: kind.overTls === true ? server.ready.vpc : server.ready.public,
      ...credentials,
    });

  it("do what the role may, and no more", async () => {
    const client = connect(await assume());
    const made = await client.call("GenerateDataKey", { KeyId: keyId });
    expect(made).toHaveProperty("CiphertextBlob");
    await expect(client.call("DescribeKey", { KeyId: keyId })).rejects.toMatchObject({
      code: "Forbidden.NoPermission",
    });
  });

  it("are refused with an altered token", async () => {
    const temporary = await assume();
    const securityToken = `AAAA${temporary.securityToken.slice(4)}`;
    const client = connect({ ...temporary, securityToken });
    await expect(client.call("GenerateDataKey", { KeyId: keyId })).rejects.toBeInstanceOf(Refusal);
    await expect(client.call("GenerateDataKey", { KeyId: keyId })).rejects.toMatchObject({
      code: "InvalidSecurityToken.Malformed",
    });
  });
});

describe("GetCallerIdentity, with pop-core,", () => {
  it("tells the root, a user and a role apart", async () => {
    const types = await Promise.all(
      [builtIn, ci, await assume()].map(
        async (as) =>
          (await sts<{ readonly IdentityType: string }>("GetCallerIdentity", {}, as)).IdentityType,
      ),
    );
    expect(types).toEqual(["Account", "RAMUser", "AssumedRoleUser"]);
  });
});

describe("a session", () => {
  it("outlives the server that gave it: every server with the same root key knows it", async () => {
    const data = join(folder, "data");
    const first = await startServer({ data, seed });
    const options = { apiVersion: "2015-04-01", ...ci };
    const { Credentials } = await new RPCClient({
      ...options,
      endpoint: first.ready.public,
    }).request<Assumed>("AssumeRole", { RoleArn, RoleSessionName: "tests" }, { method: "POST" });
    await first.stop();
    await using second = await startServer({ data });
    const [popCore] = clients;
    const client = popCore?.connect({
      endpoint: second.ready.public,
      accessKeyId: Credentials.AccessKeyId,
      accessKeySecret: Credentials.AccessKeySecret,
      securityToken: Credentials.SecurityToken,
    });
    await expect(client?.call("GenerateDataKey", { KeyId: keyId })).resolves.toHaveProperty("CiphertextBlob");
  });
});
