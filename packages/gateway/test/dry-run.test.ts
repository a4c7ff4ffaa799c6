import type { CryptoBackend } from "@keyferry/crypto";
import { encodeBase64, operations, type GatewayKind } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import { bytes, ci, v1, type Parameters } from "./requests.ts";
import { ask, createService, here, outcomeIn, refusalIn, type Service } from "./service.ts";

let service: Service;
let KeyId: string;
let CiphertextBlob: string;
const Plaintext = encodeBase64(bytes("a"));
const { fields } = recipients.RSAES_OAEP_SHA_256;
const DryRun = "true";

beforeEach(async () => {
  service = await createService();
  KeyId = await service.newKey();
  CiphertextBlob = await service.blobOf(KeyId);
});

describe("a dry run", () => {
  it("of a call that would be performed is 400 DryRunOperationError, for every operation that has DryRun", async () => {
    const requests: Readonly<Record<string, Parameters>> = {
      Encrypt: { KeyId, Plaintext },
      Decrypt: { CiphertextBlob },
      ReEncrypt: { CiphertextBlob, DestinationKeyId: KeyId },
      GenerateDataKey: { KeyId },
      GenerateDataKeyWithoutPlaintext: { KeyId },
      ExportDataKey: { CiphertextBlob, ...fields },
      GenerateAndExportDataKey: { KeyId, ...fields },
    };
    for (const [action, parameters] of Object.entries(requests)) {
      const response = await service.send(action, { ...parameters, DryRun });
      expect([action, response.status, refusalIn(response).code]).toEqual([
        action,
        400,
        "DryRunOperationError",
      ]);
    }
  });

  it("answers in XML as well", async () => {
    const response = await service.send("GenerateDataKey", { KeyId, DryRun, Format: "XML" });
    expect(outcomeIn(response)).toBe("DryRunOperationError");
  });

  it("without permission is 403 AccessDeniedError, with the reason", async () => {
    const response = await service.send("GenerateDataKey", { KeyId, DryRun }, { signer: ci });
    expect(response.status).toBe(403);
    expect(refusalIn(response).code).toBe("AccessDeniedError");
    expect(refusalIn(response).message).toContain("Forbidden.NoPermission");
    expect(refusalIn(response).message).toContain("kms:GenerateDataKey");
    expect(refusalIn(response).accessDenied).toMatchObject({
      AuthAction: "kms:GenerateDataKey",
      AuthPrincipalDisplayName: "ci",
      NoPermissionType: "ImplicitDeny",
    });
  });

  type Failure = readonly [what: string, action: string, parameters: () => Parameters, reason: string];
  const unknown = "11111111-1111-4111-8111-111111111111";
  const failures: readonly Failure[] = [
    ["a missing parameter", "GenerateDataKey", () => ({}), 'MissingParameter: The parameter "KeyId"'],
    ["a bad parameter", "GenerateDataKey", () => ({ KeyId, NumberOfBytes: "0" }), "InvalidParameter: "],
    [
      "a flattened context",
      "Encrypt",
      () => ({ KeyId, Plaintext, "EncryptionContext.a": "1" }),
      "InvalidParameter: ",
    ],
    ["an unknown key", "GenerateDataKey", () => ({ KeyId: unknown }), "Forbidden.KeyNotFound: "],
    ["an unknown alias", "GenerateDataKey", () => ({ KeyId: "alias/none" }), "Forbidden.AliasNotFound: "],
    [
      "another context",
      "Decrypt",
      () => ({ CiphertextBlob, EncryptionContext: '{"a":"1"}' }),
      "InvalidParameter: ",
    ],
    [
      "a bad public key",
      "ExportDataKey",
      () => ({ CiphertextBlob, ...fields, PublicKeyBlob: "YQ==" }),
      "InvalidParameter: ",
    ],
    ["Recipient", "GenerateDataKey", () => ({ KeyId, Recipient: "{}" }), "UnsupportedOperation: "],
  ];

  it.each(failures)(
    "of a call that fails by %s is 400 ValidationError, with the code beneath",
    async (...failure) => {
      const [, action, parameters, reason] = failure;
      const response = await service.send(action, { ...parameters(), DryRun });
      expect(response.status).toBe(400);
      expect(refusalIn(response).code).toBe("ValidationError");
      expect(refusalIn(response).message).toContain(reason);
    },
  );

  it("of a call on a key in the wrong state is ValidationError", async () => {
    await service.send("DisableKey", { KeyId });
    const disabled = await service.send("GenerateDataKey", { KeyId, DryRun });
    await service.send("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: "7" });
    const pending = await service.send("Decrypt", { CiphertextBlob, DryRun });
    expect([outcomeIn(disabled), outcomeIn(pending)]).toEqual(["ValidationError", "ValidationError"]);
    expect(refusalIn(disabled).message).toContain("Rejected.Disabled: ");
    expect(refusalIn(pending).message).toContain("Rejected.PendingDeletion: ");
  });

  it.each<[GatewayKind, string, string]>([
    ["dedicated", "ReEncrypt", "UnsupportedOperation: "],
    ["dedicated", "GenerateDataKey", "Forbidden.KeyNotFound: "],
  ])("of what the %s gateway refuses is ValidationError: %s", async (kind, action, reason) => {
    const parameters = { KeyId, CiphertextBlob, DestinationKeyId: KeyId, DryRun };
    const response = await service.send(action, parameters, { kind });
    expect(outcomeIn(response)).toBe("ValidationError");
    expect(refusalIn(response).message).toContain(reason);
  });

  it("says of an instance's key on the public gateway what the call itself would say", async () => {
    const inside = await service.newKey({ DKMSInstanceId: here });
    const response = await service.send("GenerateDataKey", { KeyId: inside, DryRun });
    expect(outcomeIn(response)).toBe("AccessDeniedError");
    expect(refusalIn(response).message).toContain(`public access of instance ${here}`);
  });

  it.each<[string, Parameters]>([
    ["SignatureDoesNotMatch", { Signature: "wrong" }],
    ["MissingTimestamp", { Timestamp: undefined }],
    ["InvalidTimeStamp.Expired", { Timestamp: "2025-01-02T03:04:05Z" }],
    ["InvalidAccessKeyId.NotFound", { AccessKeyId: "LTAI-none" }],
    ["InvalidSecurityToken.MismatchWithAccessKey", { SecurityToken: "token" }],
    ["InvalidAction.NotFound", { Action: "NoSuchAction" }],
    ["InvalidVersion", { Version: "1" }],
  ])("keeps the code %s", async (code, parameters) => {
    expect(outcomeIn(await service.send("GenerateDataKey", { KeyId, DryRun, ...parameters }))).toBe(code);
  });

  it("uses up its nonce", async () => {
    const request = v1("GenerateDataKey", { KeyId, DryRun });
    expect(outcomeIn(await ask(service, request))).toBe("DryRunOperationError");
    expect(outcomeIn(await ask(service, request))).toBe("SignatureNonceUsed");
  });
});

describe("DryRun", () => {
  it.each(["True", "TRUE", "1", "yes", "false "])("of %j is InvalidParameter", async (value) => {
    const response = await service.send("GenerateDataKey", { KeyId, DryRun: value });
    expect(refusalIn(response).code).toBe("InvalidParameter");
    expect(refusalIn(response).message).toContain("DryRun");
  });

  it.each(["false", "", undefined])("of %j has the call performed", async (value) => {
    expect(outcomeIn(await service.send("GenerateDataKey", { KeyId, DryRun: value }))).toBe("OK");
  });

  it("is a parameter like any unknown one to an operation without it", async () => {
    expect(outcomeIn(await service.send("DescribeKey", { KeyId, DryRun: "perhaps" }))).toBe("OK");
    expect(outcomeIn(await service.send("DisableKey", { KeyId, DryRun }))).toBe("OK");
    expect((await service.send("DescribeKey", { KeyId })).body).toContain('"KeyState":"Disabled"');
    expect(operations.DisableKey.dryRun).toBe(false);
  });
});

describe("what a dry run leaves", () => {
  it("is told to whoever looks on", async () => {
    service.answered.length = 0;
    await service.send("GenerateDataKey", { KeyId, DryRun });
    await service.send("GenerateDataKey", { KeyId });
    await service.send("DescribeKey", { KeyId, DryRun });
    expect(service.answered).toMatchObject([
      { facts: { operation: { name: "GenerateDataKey" }, dryRun: true }, code: "DryRunOperationError" },
      { facts: { operation: { name: "GenerateDataKey" }, dryRun: false }, status: 200 },
      { facts: { operation: { name: "DescribeKey" }, dryRun: false }, status: 200 },
    ]);
  });

  it("is no key in memory: the answer that nobody gets is wiped", async () => {
    const plaintexts: Uint8Array[] = [];
    const watch = (crypto: CryptoBackend): CryptoBackend => ({
      ...crypto,
      decrypt: async (source) => {
        const plaintext = await crypto.decrypt(source);
        plaintexts.push(plaintext);
        return plaintext;
      },
    });
    service = await createService({ watch });
    const response = await service.send("GenerateDataKey", { KeyId: await service.newKey(), DryRun });
    expect(outcomeIn(response)).toBe("DryRunOperationError");
    expect(plaintexts).toEqual([new Uint8Array(44)]);
  });
});
