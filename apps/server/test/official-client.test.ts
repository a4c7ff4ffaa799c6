import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn, failureOf, officialClient, type Answer, type Call } from "./official-client.ts";
import { newRsaRecipient, newSm2Recipient } from "./recipients.ts";
import { startServer, type RunningServer } from "./running-server.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const rsa = newRsaRecipient();
const sm2 = newSm2Recipient();
let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server[Symbol.asyncDispose]());

describe.each(["GET", "POST"] as const)("the official client, by %s", (method) => {
  let call: Call;
  let keyId: string;
  let sm4KeyId: string;

  beforeAll(async () => {
    call = officialClient(server.ready.public, builtIn, method);
    keyId = (await call("CreateKey", { Description: `a key made by ${method}, "ümläut" & 钥匙!*'()~` }))
      .KeyMetadata["KeyId"] as string;
    sm4KeyId = (await call("CreateKey", { KeySpec: "Aliyun_SM4" })).KeyMetadata["KeyId"] as string;
  });

  const open = async (blob: string, context?: string) =>
    Buffer.from(
      (await call("Decrypt", { CiphertextBlob: blob, ...(context && { EncryptionContext: context }) }))
        .Plaintext,
      "base64",
    );

  it("creates and describes keys", async () => {
    const { KeyMetadata } = await call("DescribeKey", { KeyId: keyId });
    expect(KeyMetadata).toMatchObject({
      KeyId: expect.stringMatching(uuid) as string,
      Arn: `acs:kms:cn-hangzhou:1000000000000000:key/${keyId}`,
      KeySpec: "Aliyun_AES_256",
      KeyState: "Enabled",
      KeyUsage: "ENCRYPT/DECRYPT",
      Description: `a key made by ${method}, "ümläut" & 钥匙!*'()~`,
      DeletionProtection: "Disabled",
    });
    const sm4 = await call("DescribeKey", { KeyId: sm4KeyId });
    expect(sm4.KeyMetadata["KeySpec"]).toBe("Aliyun_SM4");
  });

  it("lists keys, page by page and filtered", async () => {
    const { Keys, TotalCount } = await call("ListKeys", { PageNumber: 1, PageSize: 100 });
    expect(TotalCount).toBe(Keys.Key.length);
    expect(Keys.Key.map(({ KeyId }) => KeyId)).toEqual(expect.arrayContaining([keyId, sm4KeyId]));
    const filtered = await call("ListKeys", {
      Filters: JSON.stringify([{ Key: "KeySpec", Values: ["Aliyun_SM4"] }]),
    });
    expect(filtered.Keys.Key.map(({ KeyId }) => KeyId)).toContain(sm4KeyId);
    expect(filtered.Keys.Key.map(({ KeyId }) => KeyId)).not.toContain(keyId);
  });

  it("gives a key an alias, uses it, lists it and takes it away", async () => {
    const AliasName = `alias/by-${method}`;
    await call("CreateAlias", { AliasName, KeyId: keyId });
    expect((await call("ListAliases")).Aliases.Alias).toContainEqual({
      AliasName,
      AliasArn: `acs:kms:cn-hangzhou:1000000000000000:${AliasName}`,
      KeyId: keyId,
    });
    const { KeyId } = await call("GenerateDataKey", { KeyId: AliasName });
    expect(KeyId).toBe(keyId);
    await call("DeleteAlias", { AliasName });
    expect((await call("ListAliases")).Aliases.Alias).not.toContainEqual(
      expect.objectContaining({ AliasName }),
    );
    const failure = await failureOf(call("GenerateDataKey", { KeyId: AliasName }));
    expect(failure.code).toBe("Forbidden.AliasNotFound");
  });

  it.each(["Aliyun_AES_256", "Aliyun_SM4"])(
    "encrypts and decrypts under %s, bound to a context",
    async (spec) => {
      const plaintext = randomBytes(4608);
      const KeyId = spec === "Aliyun_SM4" ? sm4KeyId : keyId;
      const { CiphertextBlob } = await call("Encrypt", {
        KeyId,
        Plaintext: plaintext.toString("base64"),
        EncryptionContext: '{"tenant":"ä","order":"1"}',
      });
      const decrypted = await call("Decrypt", {
        CiphertextBlob,
        EncryptionContext: '{ "order": "\\u0031", "tenant": "ä" }',
      });
      expect(decrypted.KeyId).toBe(KeyId);
      expect(Buffer.from(decrypted.Plaintext, "base64").equals(plaintext)).toBe(true);
      const failure = await failureOf(call("Decrypt", { CiphertextBlob }));
      expect(failure.code).toBe("InvalidParameter");
      expect(failure.data.Message).toContain("CiphertextBlob");
    },
  );

  it("re-encrypts under another key", async () => {
    const made = await call("GenerateDataKey", { KeyId: keyId });
    const again = await call("ReEncrypt", {
      CiphertextBlob: made.CiphertextBlob,
      DestinationKeyId: sm4KeyId,
      DestinationEncryptionContext: '{"a":"b"}',
    });
    expect([again.KeyId, again.KeyVersionId]).toEqual([made.KeyId, made.KeyVersionId]);
    expect((await open(again.CiphertextBlob, '{"a":"b"}')).toString("base64")).toBe(made.Plaintext);
  });

  it("makes data keys with and without plaintext, of every length", async () => {
    const long = await call("GenerateDataKey", { KeyId: keyId, NumberOfBytes: 1024 });
    expect(Buffer.from(long.Plaintext, "base64")).toHaveLength(1024);
    expect((await open(long.CiphertextBlob)).toString("base64")).toBe(long.Plaintext);
    const short = await call("GenerateDataKeyWithoutPlaintext", { KeyId: keyId, KeySpec: "AES_128" });
    expect(Object.keys(short).sort()).toEqual(["CiphertextBlob", "KeyId", "KeyVersionId", "RequestId"]);
    expect(await open(short.CiphertextBlob)).toHaveLength(16);
  });

  it.each([
    ["RSAES_OAEP_SHA_256", rsa, 256],
    ["RSAES_OAEP_SHA_1", rsa, 256],
    ["SM2PKE", sm2, 97 + 32],
  ] as const)("exports a data key by %s", async (WrappingAlgorithm, { parameters }, length) => {
    const made = await call("GenerateDataKeyWithoutPlaintext", { KeyId: keyId });
    const exported = await call("ExportDataKey", {
      CiphertextBlob: made.CiphertextBlob,
      WrappingAlgorithm,
      ...parameters,
    });
    expect([exported.KeyId, exported.KeyVersionId]).toEqual([made.KeyId, made.KeyVersionId]);
    expect(Buffer.from(exported.ExportedDataKey, "base64")).toHaveLength(length);
    const both = await call("GenerateAndExportDataKey", { KeyId: keyId, WrappingAlgorithm, ...parameters });
    expect(Buffer.from(both.ExportedDataKey, "base64")).toHaveLength(length);
    expect(await open(both.CiphertextBlob)).toHaveLength(32);
  });

  it("disables and enables a key", async () => {
    const { CiphertextBlob } = await call("GenerateDataKeyWithoutPlaintext", { KeyId: sm4KeyId });
    await call("DisableKey", { KeyId: sm4KeyId });
    const failure = await failureOf(call("Decrypt", { CiphertextBlob }));
    expect([failure.code, failure.entry.response.statusCode]).toEqual(["Rejected.Disabled", 409]);
    await call("EnableKey", { KeyId: sm4KeyId });
    expect(await open(CiphertextBlob)).toHaveLength(32);
  });

  it("schedules the deletion of a key and cancels it", async () => {
    await call("ScheduleKeyDeletion", { KeyId: sm4KeyId, PendingWindowInDays: 7 });
    const { KeyMetadata } = await call("DescribeKey", { KeyId: sm4KeyId });
    expect(KeyMetadata["KeyState"]).toBe("PendingDeletion");
    const days = (Date.parse(KeyMetadata["DeleteDate"] ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 1);
    const failure = await failureOf(call("GenerateDataKey", { KeyId: sm4KeyId }));
    expect(failure.code).toBe("Rejected.PendingDeletion");
    await call("CancelKeyDeletion", { KeyId: sm4KeyId });
    await call("EnableKey", { KeyId: sm4KeyId });
    await call("GenerateDataKey", { KeyId: sm4KeyId });
  });

  it("lists regions", async () => {
    const { Regions } = await call("DescribeRegions");
    expect(Regions.Region).toContainEqual({ RegionId: "cn-hangzhou" });
  });

  it("answers every call with a request id of its own", async () => {
    const ids = new Set(await Promise.all([1, 2, 3].map(async () => (await call("ListKeys")).RequestId)));
    expect(ids.size).toBe(3);
    for (const id of ids) expect(id).toMatch(uuid);
  });

  describe("sees errors as its users read them", () => {
    const expectFailure = async (made: Promise<Answer>, status: number, code: string, message: RegExp) => {
      const failure = await failureOf(made);
      expect(failure.code).toBe(code);
      expect(failure.name).toBe(`${code}Error`);
      expect(failure.entry.response.statusCode).toBe(status);
      expect(failure.data.Message).toMatch(message);
      expect(failure.data.RequestId).toMatch(uuid);
      expect(failure.data.HostId).toBe(server.ready.public.replace("http://", ""));
    };

    it("a wrong secret", async () => {
      const wrong = { ...builtIn, accessKeySecret: "wrong" };
      const made = officialClient(server.ready.public, wrong, method)("ListKeys");
      const message = new RegExp(`server string to sign is:${method}&%2F&AccessKeyId%3Dkeyferry%26[^ ]+$`);
      await expectFailure(made, 400, "SignatureDoesNotMatch", message);
    });

    it("an unknown access key", async () => {
      const unknown = { ...builtIn, accessKeyId: "LTAI-nobody" };
      const made = officialClient(server.ready.public, unknown, method)("ListKeys");
      await expectFailure(made, 404, "InvalidAccessKeyId.NotFound", /./);
    });

    it("an unknown key", async () => {
      const made = call("Encrypt", { KeyId: randomUUID(), Plaintext: "AAAA" });
      await expectFailure(made, 404, "Forbidden.KeyNotFound", /^The specified Key is not found\.$/);
    });

    it("a disabled key", async () => {
      const KeyId = (await call("CreateKey")).KeyMetadata["KeyId"];
      await call("DisableKey", { KeyId });
      const message = /^The request was rejected because the key state is Disabled\.$/;
      await expectFailure(call("GenerateDataKey", { KeyId }), 409, "Rejected.Disabled", message);
    });

    it("a missing parameter", async () => {
      const message = /^The parameter "KeyId" is needed but not provided\.$/;
      await expectFailure(call("DescribeKey"), 400, "MissingParameter", message);
    });

    it("a used nonce", async () => {
      const nonce = { SignatureNonce: randomUUID() };
      await call("ListKeys", nonce);
      await expectFailure(call("ListKeys", nonce), 400, "SignatureNonceUsed", /./);
    });

    it("an old timestamp", async () => {
      const Timestamp = `${new Date(Date.now() - 16 * 60_000).toISOString().slice(0, 19)}Z`;
      await expectFailure(call("ListKeys", { Timestamp }), 400, "InvalidTimeStamp.Expired", /./);
    });

    it("a dry run", async () => {
      const made = call("GenerateDataKey", { KeyId: keyId, DryRun: true });
      await expectFailure(made, 400, "DryRunOperationError", /./);
      const faulty = call("GenerateDataKey", { KeyId: randomUUID(), DryRun: "true" });
      await expectFailure(faulty, 400, "ValidationError", /Forbidden\.KeyNotFound/);
    });

    it("an unknown operation", async () => {
      await expectFailure(call("MeltKey"), 404, "InvalidAction.NotFound", /./);
    });
  });
});
