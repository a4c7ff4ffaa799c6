import { createCredentialsFileCredentials, type CredentialsFileOptions } from "@keyferry/sdk/node";
import { describe, expect, it } from "vitest";
import { accessKey } from "../service.ts";
import { absentFile, fileWith } from "./files.ts";
import { createSts } from "./sts.ts";

const environment = {};
const ini = `
# The team's
[default]
type = access_key          ; what it is
access_key_id = LTAI-a
access_key_secret = "s # p"

[temporary]
type=sts
access_key_id=STS.a
access_key_secret=s
security_token=t==

[reader]
enable = true
type = ram_role_arn
access_key_id = ${accessKey.accessKeyId}
access_key_secret = ${accessKey.accessKeySecret}
role_arn = acs:ram::1000000000000000:role/reader
role_session_name = orders
policy = {"Version":"1"}

[off]
enable = false
type = access_key
access_key_id = LTAI-b
access_key_secret = s

[machine]
type = ecs_ram_role
role_name = r

[half]
type = access_key
access_key_id = LTAI-a

[typeless]
access_key_id = LTAI-a
`;

const from = (text: string, options: CredentialsFileOptions = {}) =>
  createCredentialsFileCredentials({ file: fileWith(text), environment, ...options });

describe("a profile of a credentials file", () => {
  it("is the default one", async () => {
    expect(await from(ini)()).toEqual({ accessKeyId: "LTAI-a", accessKeySecret: "s # p" });
  });

  it("is the named one", async () => {
    const temporary = { accessKeyId: "STS.a", accessKeySecret: "s", securityToken: "t==" };
    expect(await from(ini, { profile: "temporary" })()).toEqual(temporary);
    expect(await from(ini, { environment: { ALIBABA_CLOUD_PROFILE: "temporary" } })()).toEqual(temporary);
  });

  it("stands in the file that the environment names", async () => {
    const environment = { ALIBABA_CLOUD_CREDENTIALS_FILE: fileWith(ini) };
    expect(await createCredentialsFileCredentials({ environment })()).toMatchObject({
      accessKeyId: "LTAI-a",
    });
  });

  it("may be a role, which is assumed", async () => {
    const clock = () => Date.UTC(2026, 0, 2);
    const { sts, entries } = createSts(clock);
    const provider = from(ini, { profile: "reader", sts, clock });
    expect(await provider()).toMatchObject({ accessKeyId: "STS.x", securityToken: "token-1" });
    expect(Object.fromEntries(entries[0]?.parameters ?? [])).toEqual({
      RoleArn: "acs:ram::1000000000000000:role/reader",
      RoleSessionName: "orders",
      Policy: '{"Version":"1"}',
    });
  });

  it.each([
    ["missing", "absent"],
    ["missing", "off"],
    ["unreadable", "half"],
    ["unsupported", "machine"],
    ["unsupported", "typeless"],
  ])("is %s: %s", async (reason, profile) => {
    await expect(from(ini, { profile })()).rejects.toMatchObject({ name: "CredentialsError", reason });
  });

  it("is missing when the file is, and unreadable when it is a folder or no ini file", async () => {
    const missing = createCredentialsFileCredentials({ file: absentFile(), environment });
    await expect(missing()).rejects.toMatchObject({ reason: "missing" });
    const folder = createCredentialsFileCredentials({ file: import.meta.dirname, environment });
    await expect(folder()).rejects.toMatchObject({ reason: "unreadable" });
    await expect(from("{}")()).rejects.toMatchObject({ reason: "unreadable" });
  });
});
