import { describeKey, exportDataKey, generateDataKey, serviceError, ServiceError } from "@keyferry/protocol";
import { createCaller, type CallerOptions } from "@keyferry/sdk";
import { createInProcessTransport } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { exported, request } from "./exported.ts";
import { accessKey, createService, requestId, type Service } from "./service.ts";

const callerOf = ({ door }: Service, options: Partial<CallerOptions> = {}) =>
  createCaller({ transport: createInProcessTransport({ door }), credentials: accessKey, ...options });

describe("call", () => {
  it("gives the answer, its bytes as bytes", async () => {
    const service = createService(exportDataKey, exported);
    const answer = await callerOf(service).call(exportDataKey, request);
    expect(answer).toEqual({ ...exported(), RequestId: requestId });
  });

  it("sends what the definition says, in the body: addresses end up in logs", async () => {
    const service = createService(exportDataKey, exported);
    await callerOf(service).call(exportDataKey, request);
    const [entry] = service.entries;
    expect(entry?.target).toBe("/");
    expect(Object.fromEntries(entry?.parameters ?? [])).toEqual({
      CiphertextBlob: "AQID",
      PublicKeyBlob: "BAUG",
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
      EncryptionContext: '{"order":"42 & ü +~*"}',
    });
  });

  it("signs ACS3 with the clock's time, to the second", async () => {
    const service = createService(exportDataKey, exported);
    const clock = () => Date.UTC(2026, 0, 2, 3, 4, 5, 678);
    await callerOf(service, { clock }).call(exportDataKey, request);
    expect(service.entries[0]?.claim).toMatchObject({
      scheme: "ACS3-HMAC-SHA256",
      accessKeyId: accessKey.accessKeyId,
      timestamp: "2026-01-02T03:04:05Z",
    });
  });

  it("gives moments as dates", async () => {
    const CreationDate = new Date("2026-01-02T03:04:05Z");
    const text = "x";
    const service = createService(describeKey, () => ({
      KeyMetadata: {
        KeyId: text,
        Arn: text,
        KeySpec: text,
        KeyUsage: text,
        KeyState: text,
        Origin: text,
        ProtectionLevel: text,
        PrimaryKeyVersion: text,
        Creator: text,
        CreationDate,
        Description: text,
        AutomaticRotation: text,
        MaterialExpireTime: "",
        DeletionProtection: text,
      },
    }));
    const { KeyMetadata } = await callerOf(service).call(describeKey, { KeyId: "alias/a" });
    expect(KeyMetadata.CreationDate).toEqual(CreationDate);
  });

  it("throws the service's error, with its code, status and request id", async () => {
    const refusal = serviceError("Rejected.Disabled");
    const service = createService(exportDataKey, () => refusal);
    const calling = callerOf(service).call(exportDataKey, request);
    await expect(calling).rejects.toBeInstanceOf(ServiceError);
    await expect(calling).rejects.toMatchObject({
      code: "Rejected.Disabled",
      status: 409,
      message: refusal.message,
      requestId,
    });
  });

  it("is refused with a wrong secret", async () => {
    const service = createService(exportDataKey, exported);
    const credentials = { ...accessKey, accessKeySecret: "wrong" };
    const calling = callerOf(service, { credentials }).call(exportDataKey, request);
    await expect(calling).rejects.toMatchObject({ code: "SignatureDoesNotMatch", status: 400 });
  });

  it("throws for a request that cannot be encoded, and sends nothing", async () => {
    const service = createService(exportDataKey, exported);
    const wrong = { ...request, CiphertextBlob: "AQID" as unknown as Uint8Array };
    const calling = callerOf(service).call(exportDataKey, wrong);
    await expect(calling).rejects.toMatchObject({ code: "InvalidParameter" });
    await expect(calling).rejects.toThrow("CiphertextBlob: must be a Uint8Array");
    expect(service.entries).toHaveLength(0);
  });

  it("throws InternalFailure for what is no answer", async () => {
    const door = { handle: async () => ({ status: 502, headers: {}, body: "<html>Bad gateway</html>" }) };
    const calling = callerOf({ door, entries: [] }).call(exportDataKey, request);
    await expect(calling).rejects.toMatchObject({ code: "InternalFailure", status: 502 });
  });

  it("is aborted by its signal", async () => {
    const service = createService(exportDataKey, exported);
    const calling = callerOf(service).call(exportDataKey, request, { signal: AbortSignal.abort() });
    await expect(calling).rejects.toMatchObject({ name: "TransportError", reason: "aborted" });
    expect(service.entries).toHaveLength(0);
  });
});

describe("dryRun", () => {
  it("resolves when the call would be performed", async () => {
    const service = createService(exportDataKey, () => serviceError("DryRunOperationError"));
    await expect(callerOf(service).dryRun(exportDataKey, request)).resolves.toBeUndefined();
    expect(service.entries[0]?.parameters.get("DryRun")).toBe("true");
    expect(service.entries[0]?.parameters.get("CiphertextBlob")).toBe("AQID");
  });

  it.each([
    ["ValidationError", 400],
    ["AccessDeniedError", 403],
    ["InternalFailure", 500],
    ["InvalidTimeStamp.Expired", 400],
  ] as const)("throws %s", async (code, status) => {
    const refusal = serviceError(code, { reason: "Forbidden.KeyNotFound: the key is unknown" });
    const service = createService(exportDataKey, () => refusal);
    await expect(callerOf(service).dryRun(exportDataKey, request)).rejects.toMatchObject({
      code,
      status,
      message: refusal.message,
      requestId,
    });
  });

  it("throws when the call was performed, by a service that does not know DryRun", async () => {
    const service = createService(exportDataKey, exported);
    await expect(callerOf(service).dryRun(exportDataKey, request)).rejects.toMatchObject({
      code: "InternalFailure",
      message: "The dry run of ExportDataKey was performed: the service does not know DryRun.",
    });
  });
});

describe("send", () => {
  it("sends parameters as they travel, and gives the answer unread", async () => {
    const service = createService(generateDataKey, () => serviceError("InvalidParameter"));
    const parameters = new Map([
      ["KeyId", "alias/a"],
      ["NumberOfBytes", "no number"],
    ]);
    const response = await callerOf(service).send(generateDataKey, parameters);
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body)).toMatchObject({ Code: "InvalidParameter", RequestId: requestId });
    expect(service.entries[0]?.parameters).toEqual(parameters);
  });
});
