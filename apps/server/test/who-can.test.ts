import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./command.ts";
import { startServer, type RunningServer } from "./running-server.ts";

const account = "1000000000000000";
const keyId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const fingerprint = "ab".repeat(32);
const allow = (Action: string, Condition?: object) => ({
  Version: "1",
  Statement: [{ Effect: "Allow", Action, Resource: "*", ...(Condition && { Condition }) }],
});
const seed = {
  keys: [{ id: keyId, spec: "Aliyun_AES_256" }],
  users: [
    {
      name: "courier",
      policies: [
        allow("kms:ExportDataKey", {
          StringEquals: { "keyferry:RecipientFingerprint": fingerprint },
          IpAddress: { "acs:SourceIp": "192.0.2.0/24" },
        }),
      ],
    },
    { name: "idle", policies: [allow("kms:Encrypt")] },
  ],
  roles: [{ name: "admin", policies: [allow("kms:*")] }],
};

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ seed });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const whoCan = (...args: string[]) => runCommand(["who-can", "export", "--data", server.data, ...args]);

describe("keyferry-server who-can export", () => {
  it("lists principals with their recipients, and warns of those who may export to any key", async () => {
    const { exitCode, output } = await whoCan("--key", keyId);
    expect(exitCode).toBe(0);
    const algorithms = "RSAES_OAEP_SHA_256, RSAES_OAEP_SHA_1, SM2PKE";
    expect(output).toBe(
      [
        `Who may export data keys of acs:kms:cn-hangzhou:${account}:key/${keyId}`,
        "",
        `acs:ram::${account}:root`,
        `  kms:ExportDataKey to any recipient (${algorithms})`,
        `  kms:GenerateAndExportDataKey to any recipient (${algorithms})`,
        `acs:ram::${account}:user/courier`,
        `  kms:ExportDataKey to the key ${fingerprint} (${algorithms}), if acs:SourceIp IpAddress 192.0.2.0/24`,
        `acs:ram::${account}:role/admin`,
        `  kms:ExportDataKey to any recipient (${algorithms})`,
        `  kms:GenerateAndExportDataKey to any recipient (${algorithms})`,
        "",
        "Warning: these may export to a public key of their own making:",
        `  acs:ram::${account}:root`,
        `  acs:ram::${account}:role/admin`,
        "",
      ].join("\n"),
    );
  });

  it("prints JSON", async () => {
    const { output } = await whoCan("--key", `acs:kms:cn-hangzhou:${account}:key/${keyId}`, "--json");
    const { exporters } = JSON.parse(output) as { readonly exporters: readonly object[] };
    expect(exporters).toHaveLength(5);
    expect(exporters).toContainEqual({
      ...{ principal: `acs:ram::${account}:user/courier`, action: "kms:ExportDataKey" },
      ...{ ownPoliciesToo: false, toAny: false, excepted: [] },
      reached: [
        {
          recipients: { kind: "fingerprint", fingerprint },
          allowed: "under conditions",
          algorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"],
          conditions: [
            { effect: "Allow", operator: "IpAddress", key: "acs:SourceIp", values: ["192.0.2.0/24"] },
          ],
        },
      ],
    });
  });

  it.each([
    [["--key", "11111111-1111-4111-8111-111111111111"], "there is no key acs:kms:"],
    [["--key", "x"], "is no ARN of a key"],
    [[], "required option '--key <id>' not specified"],
  ])("refuses %j", async (args, reason) => {
    const { exitCode, error } = await whoCan(...args);
    expect(exitCode).toBe(1);
    expect(error).toContain(reason);
  });
});
