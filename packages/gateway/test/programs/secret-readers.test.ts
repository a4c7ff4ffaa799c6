import { findOperation, type Operation } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { v1, type Parameters } from "../requests.ts";
import { answerOf, hosts } from "../service.ts";
import { startProgram, type Program } from "./program.ts";
import { goSdk, javaSdk, openApi, pythonSdk, type Wire } from "./wires.ts";

const SecretName = "app/db";
const arn = `acs:kms:cn-hangzhou:1000000000000000:secret/${SecretName}`;
const SecretData = '{"AccountName":"app","AccountPassword":"s3cret"}';

/** external-secrets makes its own request: by GET and V1, with the current SDKs' headers beside it, which are not signed. */
const externalSecrets: Wire = ({ action, parameters, host, time }) =>
  v1(
    action,
    { ...parameters, Format: "json", Timestamp: time },
    { method: "GET", host, headers: { "x-acs-action": action, "x-acs-version": "2016-01-20" } },
  );

let keyferry: Program;
beforeEach(async () => {
  keyferry = await startProgram(openApi());
  await keyferry.answer("CreateSecret", { SecretName, VersionId: "00001", SecretData });
});

const current = { SecretName, VersionStage: "ACSCurrent" };
const extended = { ...current, FetchExtendedConfig: "true" };

const readers: readonly (readonly [program: string, wire: Wire, parameters: Parameters])[] = [
  ["external-secrets", externalSecrets, { SecretName, VersionId: "" }],
  ["external-secrets, a version", externalSecrets, { SecretName, VersionId: "00001" }],
  ["external-secrets, until 2023", goSdk, { SecretName }],
  ["the CSI provider", openApi(), { SecretName }],
  ["the CSI provider, a version and a label", openApi(), { ...current, VersionId: "00001" }],
  ["ack-secret-manager", openApi(), current],
  ["ack-secret-manager, a version", openApi(), { SecretName, VersionId: "00001" }],
  ["ack-secret-manager, by ARN", openApi(), { SecretName: arn }],
  ["the secretsmanager client for Go", goSdk, extended],
  ["the secretsmanager client for Python", pythonSdk, extended],
  ["the secretsmanager clients of the second generation", openApi(), extended],
];

describe("programs that read a secret", () => {
  it.each(readers)("find what they read: %s", async (_, wire, parameters) => {
    const found = await keyferry.by(wire).answer("GetSecretValue", parameters);
    expect(found).toMatchObject({
      ...{ SecretName, SecretData, SecretType: "Generic", SecretDataType: "text", VersionId: "00001" },
      VersionStages: { VersionStage: ["ACSCurrent"] },
      CreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
    for (const absent of ["ExtendedConfig", "AutomaticRotation", "NextRotationDate", "RotationInterval"]) {
      expect(found).not.toHaveProperty(absent);
    }
  });

  it("find it in XML, as the secretsmanager client for Java asks for it", async () => {
    const time = new Date(keyferry.service.clock.now).toISOString().replace(".000", "");
    const request = javaSdk("XML")({
      action: "GetSecretValue",
      parameters: extended,
      host: hosts.public,
      time,
    });
    const response = await keyferry.service.gateways.public.handle(request);
    expect(response.headers["content-type"]).toMatch(/^text\/xml/);
    const operation = findOperation("2016-01-20", "GetSecretValue") as Operation;
    expect(answerOf(operation, response)).toMatchObject({
      SecretName,
      VersionId: "00001",
      SecretType: "Generic",
    });
    expect(response.body).toContain("<VersionStages><VersionStage>ACSCurrent</VersionStage></VersionStages>");
  });

  it("have bytes back that are no text", async () => {
    const [binary, data] = ["app/binary", Buffer.from([0, 255, 128]).toString("base64")];
    await keyferry.answer("CreateSecret", {
      ...{ SecretName: binary, VersionId: "00001", SecretData: data, SecretDataType: "binary" },
    });
    const found = await keyferry.answer("GetSecretValue", { SecretName: binary });
    expect(found).toMatchObject({ SecretData: data, SecretDataType: "binary" });
  });

  it.each(readers)(
    "find the account of a managed secret, and when it is renewed: %s",
    async (_, wire, parameters) => {
      await keyferry.answer("DeleteSecret", { SecretName, ForceDeleteWithoutRecovery: "true" });
      await keyferry.answer("CreateSecret", {
        ...{ SecretName, VersionId: "00001", SecretType: "Rds", SecretData: `{"Accounts":[${SecretData}]}` },
        ExtendedConfig: '{"SecretSubType":"SingleUser","DBInstanceId":"rm-1"}',
        ...{ EnableAutomaticRotation: "true", RotationInterval: "7d" },
      });
      const found = await keyferry.by(wire).answer("GetSecretValue", parameters);
      expect(found).toMatchObject({
        ...{ SecretName, SecretData, SecretType: "Rds", VersionId: "00001" },
        ...{ AutomaticRotation: "Enabled", RotationInterval: "604800s" },
        NextRotationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      });
      expect(found).not.toHaveProperty("LastRotationDate");
      const config = '{"CustomData":{},"DBInstanceId":"rm-1","SecretSubType":"SingleUser"}';
      expect(found["ExtendedConfig"]).toBe(parameters["FetchExtendedConfig"] === "true" ? config : undefined);
    },
  );

  it("read several at once", async () => {
    const SecretsList = '[{"SecretName":"app/db","FetchExtendedConfig":true},{"SecretName":"none"}]';
    expect(await keyferry.answer("BatchGetSecretValue", { SecretsList })).toMatchObject({
      SecretValues: [{ SecretName, VersionStages: { VersionStage: ["ACSCurrent"] } }],
      Errors: [{ SecretName: "none", Code: "Forbidden.ResourceNotFound", HttpStatus: 404 }],
    });
  });

  it.each(readers)("are told that there is none, or that it is deleted: %s", async (_, wire, parameters) => {
    const reader = keyferry.by(wire);
    const outcome = (name: string) => reader.outcome("GetSecretValue", { ...parameters, SecretName: name });
    expect(await outcome("none")).toBe("Forbidden.ResourceNotFound");
    await keyferry.answer("DeleteSecret", { SecretName, RecoveryWindowInDays: "7" });
    expect(await outcome(SecretName)).toBe("Rejected.ResourceInDeleteWindow");
    await keyferry.answer("RestoreSecret", { SecretName });
    await reader.answer("GetSecretValue", parameters);
  });
});
