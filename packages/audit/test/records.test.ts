import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AuditRecord } from "@keyferry/audit";
import { assumeRole, createClientKey, encodeBase64 } from "@keyferry/protocol";
import { recipients } from "../../gateway/test/recipients.ts";
import { acs, bytes, ci, root, start, v1, withHeader, type Parameters } from "../../gateway/test/requests.ts";
import { account, answerOf, ask, here, region, uuid } from "../../gateway/test/service.ts";
import { createAuditedService, type AuditedService } from "./audited-service.ts";

async function recordOf(service: AuditedService, work: () => Promise<unknown>): Promise<AuditRecord> {
  service.audits.length = 0;
  await work();
  const [record, ...more] = service.audits;
  if (record === undefined || more.length > 0) throw new Error("expected one audit record");
  return record;
}

describe("an audit record", () => {
  it("says who did what to which key, from where, and what became of it", async () => {
    const service = await createAuditedService();
    const KeyId = await service.newKey();
    const { send } = service;
    const record = await recordOf(service, () => send("DescribeKey", { KeyId }, { signer: ci }));
    const id = expect.stringMatching(uuid) as string;
    expect(record).toEqual({
      eventId: id,
      eventName: "DescribeKey",
      eventTime: new Date(start).toISOString(),
      eventType: "ApiCall",
      eventVersion: 1,
      eventSource: "kms.cn-hangzhou.aliyuncs.com",
      serviceName: "Kms",
      apiVersion: "2016-01-20",
      acsRegion: region,
      sourceIpAddress: "192.0.2.7",
      userIdentity: {
        type: "ram-user",
        principalId: "ci",
        accountId: account,
        userName: "ci",
        accessKeyId: ci.accessKeyId,
      },
      requestId: id,
      referencedResources: { "ACS::KMS::Key": [`acs:kms:${region}:${account}:key/${KeyId}`] },
      additionalEventData: { gateway: "public", dryRun: false, durationMs: 0, httpStatus: 200 },
    });
    expect(record.eventId).toBe(record.requestId);
  });

  it("has the id that the caller was given", async () => {
    const service = await createAuditedService();
    const response = await service.send("DescribeRegions");
    expect(service.audits).toMatchObject([{ requestId: response.headers["x-acs-request-id"] }]);
  });

  it("names the instance on a dedicated gateway, and the root as the root", async () => {
    const service = await createAuditedService();
    const KeyId = await service.newKey({ DKMSInstanceId: here });
    const { send } = service;
    const record = await recordOf(service, () => send("GenerateDataKey", { KeyId }, { kind: "dedicated" }));
    expect(record).toMatchObject({
      eventSource: `${here}.cryptoservice.kms.aliyuncs.com`,
      additionalEventData: { gateway: "dedicated", instance: here },
    });
    expect(record.userIdentity).toEqual({
      type: "root-account",
      principalId: account,
      accountId: account,
      accessKeyId: root.accessKeyId,
    });
  });

  it("sorts what was touched by type", async () => {
    const service = await createAuditedService();
    const KeyId = await service.newKey();
    const { send } = service;
    const record = await recordOf(service, () => send("CreateAlias", { KeyId, AliasName: "alias/a" }));
    expect(record.referencedResources).toEqual({
      "ACS::KMS::Alias": [`acs:kms:${region}:${account}:alias/a`],
      "ACS::KMS::Key": [`acs:kms:${region}:${account}:key/${KeyId}`],
    });
  });

  it("names key versions that were used or made, and where they live", async () => {
    const service = await createAuditedService();
    const { send } = service;
    const made = await recordOf(service, () => send("CreateKey", { ProtectionLevel: "HSM" }));
    expect(made.additionalEventData).toMatchObject({ custodies: ["host"] });
    expect(made.additionalEventData.keyVersions).toHaveLength(1);
    const KeyId = await service.newKey();
    const used = await recordOf(service, () => send("GenerateDataKey", { KeyId }));
    expect(used.additionalEventData).toMatchObject({ custodies: ["host"] });
    expect(used.additionalEventData.keyVersions).toHaveLength(1);
    const asked = await recordOf(service, () => send("DescribeKey", { KeyId }));
    expect(asked.additionalEventData).not.toHaveProperty("custodies");
    expect(asked.additionalEventData).not.toHaveProperty("keyVersions");
  });

  it.each(["RSAES_OAEP_SHA_256", "SM2PKE"] as const)("names the recipient of an export: %s", async (name) => {
    const service = await createAuditedService();
    const { fields } = recipients[name];
    const CiphertextBlob = await service.blobOf(await service.newKey());
    const { send } = service;
    const record = await recordOf(service, () => send("ExportDataKey", { CiphertextBlob, ...fields }));
    const fingerprint = createHash("sha256").update(fields.PublicKeyBlob, "base64").digest("hex");
    expect(record.additionalEventData.recipient).toEqual({
      fingerprint,
      spec: fields.WrappingKeySpec,
      algorithm: name,
    });
  });

  it("names the client key that was made, which its access point does not tell", async () => {
    const service = await createAuditedService();
    const { send } = service;
    await send("CreateApplicationAccessPoint", { Name: "shop", Policies: "[]" });
    let made: string | undefined;
    const record = await recordOf(service, async () => {
      const response = await send("CreateClientKey", { AapName: "shop", Password: "not-secret-1" });
      made = answerOf(createClientKey, response).ClientKeyId;
    });
    expect(made).toMatch(/^KAAP\./);
    expect(record.additionalEventData.clientKey).toBe(made);
    expect(record.referencedResources).toEqual({
      "ACS::KMS::Applicationaccesspoint": [`acs:kms:${region}:${account}:applicationaccesspoint/shop`],
    });
  });

  it("has code, status and resources when the call is refused", async () => {
    const service = await createAuditedService();
    const KeyId = await service.newKey();
    const { send } = service;
    expect(await recordOf(service, () => send("GenerateDataKey", { KeyId }, { signer: ci }))).toMatchObject({
      errorCode: "Forbidden.NoPermission",
      referencedResources: { "ACS::KMS::Key": [`acs:kms:${region}:${account}:key/${KeyId}`] },
      additionalEventData: { httpStatus: 403 },
    });
  });

  it("names the access key that was claimed, but nobody, while the signature is not verified", async () => {
    const service = await createAuditedService();
    const { send } = service;
    const record = await recordOf(service, () => send("DescribeRegions", { Signature: "wrong" }));
    expect(record.userIdentity).toEqual({ accessKeyId: root.accessKeyId });
    expect(record).toMatchObject({ errorCode: "SignatureDoesNotMatch" });
    expect(record).not.toHaveProperty("referencedResources");
  });

  it.each([
    ["an unknown access key", {}, { accessKeyId: "the secret of somebody", secret: "LTAI-ci" }],
    ["a temporary key without its token", {}, { accessKeyId: "STS.secret", secret: "" }],
    [
      "a temporary key with a token of nobody",
      { SecurityToken: "no-token" },
      { accessKeyId: "STS.secret", secret: "" },
    ],
    ["an id of any length", {}, { accessKeyId: "secret".repeat(1000), secret: "" }],
  ])(
    "does not repeat an id that there is not, but names it by a pseudonym: %s",
    async (_, parameters, signer) => {
      const service = await createAuditedService();
      const record = await recordOf(service, () => service.send("DescribeRegions", parameters, { signer }));
      const unknownAccessKey = `pseudonym of ${String(signer.accessKeyId.length)} characters`;
      expect(record.userIdentity).toEqual({ unknownAccessKey });
      expect(JSON.stringify(record)).not.toContain("secret");
    },
  );

  it("names the key of a session that is over, and of a request that is late", async () => {
    const service = await createAuditedService();
    const late = await recordOf(service, () =>
      service.send("DescribeRegions", { Timestamp: "2026-01-02T02:00:00Z" }, { signer: ci }),
    );
    expect(late).toMatchObject({
      errorCode: "InvalidTimeStamp.Expired",
      userIdentity: { accessKeyId: ci.accessKeyId },
    });
    const assumed = await service.send(
      "AssumeRole",
      { Version: "2015-04-01", RoleArn: `acs:ram::${account}:role/reader`, RoleSessionName: "tests" },
      { signer: ci, host: "sts.aliyuncs.com" },
    );
    const {
      AccessKeyId: accessKeyId,
      AccessKeySecret: secret,
      SecurityToken,
    } = answerOf(assumeRole, assumed).Credentials;
    service.clock.now += 2 * 3_600_000;
    const over = await recordOf(service, () =>
      service.send("DescribeRegions", { SecurityToken }, { signer: { accessKeyId, secret } }),
    );
    expect(over).toMatchObject({ errorCode: "InvalidSecurityToken.Expired", userIdentity: { accessKeyId } });
  });

  it("names an alias or a role only where there is one, or where the caller may make it", async () => {
    const service = await createAuditedService();
    const KeyId = await service.newKey();
    const alias = { KeyId, AliasName: "alias/secret" };
    const denied = await recordOf(service, () => service.send("CreateAlias", alias, { signer: ci }));
    expect(denied).toMatchObject({ errorCode: "Forbidden.NoPermission", referencedResources: {} });
    expect(JSON.stringify(denied)).not.toContain("secret");
    const role = {
      Version: "2015-04-01",
      RoleArn: `acs:ram::${account}:role/secret`,
      RoleSessionName: "tests",
    };
    const missing = await recordOf(service, () =>
      service.send("AssumeRole", role, { host: "sts.aliyuncs.com" }),
    );
    expect(missing.errorCode).toBe("EntityNotExist.Role");
    expect(JSON.stringify(missing)).not.toContain("secret");
  });

  it.each([
    "a host\n",
    "x".repeat(256),
    "ключ",
    "secret",
    "kms.secret.aliyuncs.com",
    "secret.cryptoservice.kms.aliyuncs.com",
  ])("does not repeat a Host that is none of the gateway's: %j", async (host) => {
    const service = await createAuditedService({ anyName: true });
    for (const kind of ["public", "dedicated"] as const) {
      const request = withHeader(v1("DescribeRegions", { Signature: "wrong" }), "host", host);
      const record = await recordOf(service, () => service.gateways[kind].handle(request));
      expect(record).not.toHaveProperty("eventSource");
    }
  });

  it("repeats any host name where the gateway goes by any, once the caller has signed", async () => {
    const service = await createAuditedService({ anyName: true });
    const host = "kms.internal:7788";
    expect(await recordOf(service, () => service.send("DescribeRegions", {}, { host }))).toHaveProperty(
      "eventSource",
      host,
    );
  });

  it("is there for a request of which nothing could be read", async () => {
    const service = await createAuditedService();
    const request = { ...v1("DescribeRegions"), target: "/?%" };
    const record = await recordOf(service, () => ask(service, request));
    expect(record).toMatchObject({
      errorCode: "ParseRequestParameterException",
      additionalEventData: { httpStatus: 400 },
    });
    for (const member of ["eventName", "apiVersion", "acsRegion", "userIdentity"]) {
      expect(record).not.toHaveProperty(member);
    }
  });

  it("names no operation that there is not", async () => {
    const service = await createAuditedService();
    const record = await recordOf(service, () => service.send("planted-by-a-caller"));
    expect(JSON.stringify(record)).not.toContain("planted");
  });

  it("holds the time that passed", async () => {
    const service: AuditedService = await createAuditedService({
      watch: (crypto) => ({
        ...crypto,
        generateDataKey: (target, length) => {
          service.timer.now += 25;
          // A test may move the clock meanwhile.
          service.clock.now += 7 * 86_400_000;
          return crypto.generateDataKey(target, length);
        },
      }),
    });
    const KeyId = await service.newKey();
    const record = await recordOf(service, () => service.send("GenerateDataKey", { KeyId }));
    expect(record).toMatchObject({
      eventTime: new Date(start).toISOString(),
      additionalEventData: { durationMs: 25 },
    });
  });
});

describe("audit records", () => {
  it("hold no parameter's value, no key, no signature and no secret", async () => {
    const service = await createAuditedService();
    const KeyId = await service.newKey({ Description: "description-of-a-key" });
    const Plaintext = encodeBase64(bytes("plaintext-of-a-caller"));
    const EncryptionContext = '{"tenant":"context-of-a-caller"}';
    const { fields } = recipients.RSAES_OAEP_SHA_256;
    const encrypted = await service.send("Encrypt", { KeyId, Plaintext, EncryptionContext });
    const { CiphertextBlob } = JSON.parse(encrypted.body) as { CiphertextBlob: string };
    const opened = { CiphertextBlob, EncryptionContext };
    await service.send("Decrypt", opened);
    const exported = await service.send("ExportDataKey", { ...opened, ...fields });
    const generated = await service.send("GenerateDataKey", { KeyId, EncryptionContext });
    const refused: Parameters[] = [{ CiphertextBlob }, { CiphertextBlob: "%%%" }, { CiphertextBlob: "AAAA" }];
    for (const parameters of refused) await service.send("Decrypt", parameters);
    const signature = "c2lnbmF0dXJlLW9mLWEtY2FsbGVy";
    await service.send("Encrypt", { KeyId, Plaintext, Signature: signature });
    await service.send("Encrypt", { KeyId, Plaintext, DryRun: "true" });
    await ask(service, acs("ACS3-HMAC-SHA256", "Encrypt", { KeyId, Plaintext }));

    const text = JSON.stringify(service.audits);
    const answers = [exported, generated].flatMap(({ body }) =>
      Object.entries(JSON.parse(body) as Record<string, string>).filter(([name]) =>
        ["CiphertextBlob", "Plaintext", "ExportedDataKey"].includes(name),
      ),
    );
    expect(answers).toHaveLength(3);
    expect(service.audits.length).toBeGreaterThan(10);
    const secrets = [
      Plaintext,
      "plaintext-of-a-caller",
      "context-of-a-caller",
      "description-of-a-key",
      CiphertextBlob,
      fields.PublicKeyBlob,
      signature,
      "%%%",
      root.secret,
      ci.secret,
      ...answers.map(([, value]) => value),
    ];
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
