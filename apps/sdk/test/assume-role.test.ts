import { assumeRole, serviceError } from "@keyferry/protocol";
import { createAssumeRole, createCaller, createTemporaryCredentials } from "@keyferry/sdk";
import { createInProcessTransport } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { accessKey, createService } from "./service.ts";

const role = { roleArn: "acs:ram::1000000000000000:role/reader", roleSessionName: "orders" };
const Expiration = new Date("2026-01-02T04:04:05Z");

const answer = () => ({
  AssumedRoleUser: { Arn: "acs:ram::1000000000000000:role/reader/orders", AssumedRoleId: "1:orders" },
  Credentials: { AccessKeyId: "STS.1", AccessKeySecret: "s", SecurityToken: "token", Expiration },
});

describe("createAssumeRole", () => {
  it("gives the role's temporary credentials, and when they end", async () => {
    const { door, entries } = createService(assumeRole, answer);
    const transport = createInProcessTransport({ door });
    const assume = createAssumeRole({ transport, credentials: accessKey, role });
    expect(await assume()).toEqual({
      accessKeyId: "STS.1",
      accessKeySecret: "s",
      securityToken: "token",
      expiration: Expiration.getTime(),
    });
    expect(Object.fromEntries(entries[0]?.parameters ?? [])).toEqual({
      RoleArn: role.roleArn,
      RoleSessionName: "orders",
    });
    expect(entries[0]?.headers.get("x-acs-version")).toBe("2015-04-01");
  });

  it("says all that was asked for", async () => {
    const { door, entries } = createService(assumeRole, answer);
    const transport = createInProcessTransport({ door });
    const whole = { ...role, durationSeconds: 900, policy: '{"Version":"1"}', externalId: "abc" };
    await createAssumeRole({ transport, credentials: async () => accessKey, role: whole })();
    expect(Object.fromEntries(entries[0]?.parameters ?? [])).toEqual({
      RoleArn: role.roleArn,
      RoleSessionName: "orders",
      DurationSeconds: "900",
      Policy: '{"Version":"1"}',
      ExternalId: "abc",
    });
  });

  it("fails a call with the service's own error", async () => {
    const { door } = createService(assumeRole, () => serviceError("NoPermission"));
    const transport = createInProcessTransport({ door });
    const assume = createAssumeRole({ transport, credentials: accessKey, role });
    const credentials = createTemporaryCredentials({ assume });
    const calling = createCaller({ transport, credentials }).call(assumeRole, {
      RoleArn: role.roleArn,
      RoleSessionName: "x1",
    });
    await expect(calling).rejects.toMatchObject({ code: "NoPermission" });
  });
});
