import { writeFileSync } from "node:fs";
import { createCliProfileCredentials, type CliProfileOptions } from "@keyferry/sdk/node";
import { describe, expect, it } from "vitest";
import { accessKey } from "../service.ts";
import { absentFile, fileWith } from "./files.ts";
import { createSts } from "./sts.ts";

const environment = {};
const profiles = [
  { name: "default", mode: "AK", access_key_id: "LTAI-a", access_key_secret: "s", region_id: "cn-hangzhou" },
  { name: "temporary", mode: "StsToken", access_key_id: "STS.a", access_key_secret: "s", sts_token: "t" },
  {
    name: "reader",
    mode: "RamRoleArn",
    access_key_id: accessKey.accessKeyId,
    access_key_secret: accessKey.accessKeySecret,
    ram_role_arn: "acs:ram::1000000000000000:role/reader",
    ram_session_name: "orders",
    expired_seconds: 900,
    external_id: "abc",
    sts_token: "",
  },
  { name: "machine", mode: "EcsRamRole", ram_role_name: "r" },
  { name: "fresh", mode: "AK", access_key_id: "", access_key_secret: "" },
  { name: "half", mode: "AK", access_key_id: "LTAI-a", access_key_secret: "" },
  { name: "tokenless", mode: "StsToken", access_key_id: "STS.a", access_key_secret: "s" },
  { name: "roleless", mode: "RamRoleArn", access_key_id: "LTAI-a", access_key_secret: "s" },
];
const config = JSON.stringify({ current: "default", profiles, meta_path: "" });

const from = (text: string, options: CliProfileOptions = {}) =>
  createCliProfileCredentials({ file: fileWith(text), environment, ...options });

describe("a profile of the aliyun CLI", () => {
  it("is the current one", async () => {
    expect(await from(config)()).toEqual({ accessKeyId: "LTAI-a", accessKeySecret: "s" });
  });

  it("is the named one", async () => {
    const temporary = { accessKeyId: "STS.a", accessKeySecret: "s", securityToken: "t" };
    expect(await from(config, { profile: "temporary" })()).toEqual(temporary);
    const environment = { ALIBABA_CLOUD_PROFILE: "temporary" };
    expect(await from(config, { environment })()).toEqual(temporary);
    expect(await from(config, { environment, profile: "default" })()).toMatchObject({
      accessKeyId: "LTAI-a",
    });
  });

  it("may be a role, which is assumed, kept and renewed", async () => {
    const time = { now: Date.UTC(2026, 0, 2) };
    const clock = () => time.now;
    const { sts, entries } = createSts(clock);
    const provider = from(config, { profile: "reader", sts, clock });

    expect(await provider()).toMatchObject({ accessKeyId: "STS.x", securityToken: "token-1" });
    expect(await provider()).toMatchObject({ securityToken: "token-1" });
    expect(Object.fromEntries(entries[0]?.parameters ?? [])).toEqual({
      RoleArn: "acs:ram::1000000000000000:role/reader",
      RoleSessionName: "orders",
      DurationSeconds: "900",
      ExternalId: "abc",
    });
    time.now += 3_600_000;
    expect(await provider()).toMatchObject({ securityToken: "token-2" });
    expect(entries).toHaveLength(2);
  });

  it("is read again when the file has changed", async () => {
    const file = fileWith(config);
    const provider = createCliProfileCredentials({ file, environment });
    expect(await provider()).toMatchObject({ accessKeyId: "LTAI-a" });
    writeFileSync(file, config.replaceAll("LTAI-a", "LTAI-b"));
    expect(await provider()).toMatchObject({ accessKeyId: "LTAI-b" });
  });

  it.each([
    ["missing", "absent"],
    ["missing", "fresh"],
    ["unreadable", "half"],
    ["unreadable", "tokenless"],
    ["unreadable", "roleless"],
    ["unsupported", "machine"],
  ])("is %s: %s", async (reason, profile) => {
    await expect(from(config, { profile })()).rejects.toMatchObject({ name: "CredentialsError", reason });
  });

  it("is missing when the file is", async () => {
    const provider = createCliProfileCredentials({ file: absentFile(), environment });
    await expect(provider()).rejects.toMatchObject({ reason: "missing" });
  });

  it.each(["{}", '{"profiles":{}}', '{"current":"a","profiles":[null,1,"a",{"name":"b"}]}'])(
    "is missing in %s",
    async (text) => {
      await expect(from(text)()).rejects.toMatchObject({ reason: "missing" });
    },
  );

  it.each(["", "null", "[", '"text"', "x".repeat(1024 * 1024 + 1)])(
    "is unreadable in what is no configuration (%#)",
    async (text) => {
      await expect(from(text)()).rejects.toMatchObject({ reason: "unreadable" });
    },
  );

  it.each(["evil.example/", "a@evil.example", "cn hangzhou", "x.evil"])(
    "has a Security Token Service of no region %j",
    async (stsRegion) => {
      const reader = { ...profiles[2], sts_region: stsRegion };
      const text = JSON.stringify({ current: "reader", profiles: [reader] });
      await expect(from(text)()).rejects.toMatchObject({ reason: "unreadable" });
    },
  );

  it("is quoted in no error, wherever it is broken", async () => {
    const broken = [
      config.replaceAll(accessKey.accessKeySecret, 'hunter2"'),
      config.replace('"expired_seconds":900', '"expired_seconds":"hunter2"'),
      config.replace('"RamRoleArn"', '"hunter2"'),
      "hunter2",
    ];
    for (const text of broken) {
      const error: unknown = await from(text, { profile: "reader" })().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "CredentialsError" });
      const { message, cause } = error as Error;
      expect(`${message} ${String(cause)}`).not.toContain("hunter2");
    }
  });
});
