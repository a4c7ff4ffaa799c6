import { describe, expect, it } from "vitest";
import type { AuditRecord } from "@keyferry/gateway";
import { encodeBase64 } from "@keyferry/protocol";
import { recipients } from "./recipients.ts";
import { acs, bytes, ci, root, start, v1, type Parameters } from "./requests.ts";
import { account, ask, createService, here, region, uuid, type Service } from "./service.ts";

async function recordOf(service: Service, work: () => Promise<unknown>): Promise<AuditRecord> {
  service.audits.length = 0;
  await work();
  const [record, ...more] = service.audits;
  if (record === undefined || more.length > 0) throw new Error("expected one audit record");
  return record;
}

describe("an audit record", () => {
  it("says who did what to which key, from where, and what became of it", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    const { send } = service;
    const record = await recordOf(service, () => send("DescribeKey", { KeyId }, { signer: ci }));
    expect(record).toEqual({
      time: start,
      requestId: expect.stringMatching(uuid) as string,
      gateway: "public",
      sourceAddress: "192.0.2.7",
      duration: 0,
      status: 200,
      operation: "DescribeKey",
      dryRun: false,
      region,
      accessKeyId: ci.accessKeyId,
      principal: `acs:ram::${account}:user/ci`,
      resources: [`acs:kms:${region}:${account}:key/${KeyId}`],
    });
  });

  it("has the id that the caller was given", async () => {
    const service = await createService();
    const response = await service.send("DescribeRegions");
    expect(service.audits).toMatchObject([{ requestId: response.headers["x-acs-request-id"] }]);
  });

  it("names the instance on a dedicated gateway, and the root as the root", async () => {
    const service = await createService();
    const KeyId = await service.newKey({ DKMSInstanceId: here });
    const { send } = service;
    expect(
      await recordOf(service, () => send("GenerateDataKey", { KeyId }, { kind: "dedicated" })),
    ).toMatchObject({
      gateway: "dedicated",
      instance: here,
      principal: `acs:ram::${account}:root`,
    });
  });

  it("names where the key lives that was used or made", async () => {
    const service = await createService();
    const { send } = service;
    const made = await recordOf(service, () => send("CreateKey", { ProtectionLevel: "HSM" }));
    expect(made.custodies).toEqual(["host"]);
    const KeyId = await service.newKey();
    const used = await recordOf(service, () => send("GenerateDataKey", { KeyId }));
    expect(used.custodies).toEqual(["host"]);
    const asked = await recordOf(service, () => send("DescribeKey", { KeyId }));
    expect(asked).not.toHaveProperty("custodies");
  });

  it("has code, status and resources when the call is refused", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    const { send } = service;
    expect(await recordOf(service, () => send("GenerateDataKey", { KeyId }, { signer: ci }))).toMatchObject({
      status: 403,
      code: "Forbidden.NoPermission",
      resources: [`acs:kms:${region}:${account}:key/${KeyId}`],
    });
  });

  it("names the access key that was claimed, but no principal, while the signature is not verified", async () => {
    const service = await createService();
    const { send } = service;
    const record = await recordOf(service, () => send("DescribeRegions", { Signature: "wrong" }));
    expect(record).toMatchObject({ accessKeyId: root.accessKeyId, code: "SignatureDoesNotMatch" });
    expect(record).not.toHaveProperty("principal");
    expect(record).not.toHaveProperty("resources");
  });

  it("holds at most 128 characters of a claimed access key", async () => {
    const service = await createService();
    const signer = { accessKeyId: "a".repeat(5000), secret: "" };
    const record = await recordOf(service, () => service.send("DescribeRegions", {}, { signer }));
    expect(record.accessKeyId).toHaveLength(128);
  });

  it("is there for a request of which nothing could be read", async () => {
    const service = await createService();
    const request = { ...v1("DescribeRegions"), target: "/?%" };
    const record = await recordOf(service, () => ask(service, request));
    expect(record).toMatchObject({ code: "ParseRequestParameterException", status: 400 });
    expect(Object.keys(record)).not.toContain("operation");
  });

  it("holds the time that passed", async () => {
    const service: Service = await createService({
      watch: (crypto) => ({
        ...crypto,
        generateDataKey: (target, length) => {
          service.clock.now += 25;
          return crypto.generateDataKey(target, length);
        },
      }),
    });
    const KeyId = await service.newKey();
    const record = await recordOf(service, () => service.send("GenerateDataKey", { KeyId }));
    expect(record).toMatchObject({ time: start, duration: 25 });
  });
});

describe("audit records", () => {
  it("hold no parameter's value, no key, no signature and no secret", async () => {
    const service = await createService();
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
