import { assumeRole, getCallerIdentity, listKeys, readAnswer } from "@keyferry/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send } from "../../server/test/raw-http.ts";
import { startServer, type RunningServer } from "../../server/test/running-server.ts";
import { call } from "../src/connection/call.ts";
import type { AccessKey, Connection } from "../src/connection/connection.ts";
import { signedCall, type Scheme } from "../src/connection/signed-call.ts";

const user: AccessKey = { id: "LTAI-ci", secret: "not-a-secret" };
const allowed = (action: string) => ({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const seed = {
  users: [
    {
      name: "ci",
      accessKeys: [{ id: user.id, secret: user.secret }],
      policies: [allowed("kms:ListKeys"), allowed("sts:AssumeRole")],
    },
  ],
  roles: [{ name: "reader", policies: [allowed("kms:ListKeys")] }],
};

const ways = (["V1", "ACS3", "ACS4"] as const).flatMap((scheme: Scheme) =>
  (["GET", "POST"] as const).flatMap((method) =>
    (["JSON", "XML"] as const).map((format) => ({ scheme, method, format })),
  ),
);

describe("a signed call", () => {
  let server: RunningServer;
  let connection: Connection;
  beforeAll(async () => {
    server = await startServer({ ephemeral: true, seed });
    connection = connectionTo(server.ready.public);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it.each(ways)("is taken by a server, by $scheme, $method and $format", async (signing) => {
    const parameters = { Filters: '[{"Key":"AliasName","Values":["alias/ä&=+*%"]}]', PageSize: "20" };
    const { answer, signed } = await signedCall(connection, listKeys, parameters, user, signing);
    const read = readAnswer(listKeys, { status: answer.status, text: answer.body, format: signing.format });
    expect(read).toMatchObject({ TotalCount: 0, PageSize: 20 });
    expect(signed.request.method).toBe(signing.method);
  });

  it.each(ways)("is taken with temporary credentials, by $scheme, $method and $format", async (signing) => {
    const { Credentials } = await call(connection, user, assumeRole, {
      RoleArn: "acs:ram::1000000000000000:role/reader",
      RoleSessionName: "tests",
    });
    const key = {
      id: Credentials.AccessKeyId,
      secret: Credentials.AccessKeySecret,
      securityToken: Credentials.SecurityToken,
    };
    const { answer } = await signedCall(connection, getCallerIdentity, {}, key, signing);
    const read = readAnswer(getCallerIdentity, {
      status: answer.status,
      text: answer.body,
      format: signing.format,
    });
    expect(read).toMatchObject({ IdentityType: "AssumedRoleUser" });
  });
});

/** What a browser sends: `host` and the length of the body are its own. */
function connectionTo(endpoint: string): Connection {
  const facts = { gateway: "public", region: "cn-hangzhou", account: "1000000000000000" } as const;
  return {
    facts: { ...facts, version: "0.0.0", playground: false },
    host: new URL(endpoint).host,
    endpoint,
    async send({ method, target, headers, body }) {
      expect(Object.keys(headers)).not.toContain("host");
      const answer = await send(endpoint, { method, target, headers: { ...headers }, body });
      return { status: answer.status ?? 0, headers: {}, body: answer.body };
    },
  };
}
