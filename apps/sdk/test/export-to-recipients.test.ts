import {
  type exportDataKey,
  exportDataKeyToRecipients,
  serviceError,
  ServiceError,
  type Recipient,
} from "@keyferry/protocol";
import { createCaller, exportToRecipients, type OptionsOf } from "@keyferry/sdk";
import { createInProcessTransport } from "@keyferry/transport";
import { describe, expect, expectTypeOf, it } from "vitest";
import { accessKey, createService, type Service } from "./service.ts";

const rsa: Recipient = {
  PublicKeyBlob: Uint8Array.of(1),
  WrappingKeySpec: "RSA_2048",
  WrappingAlgorithm: "RSAES_OAEP_SHA_256",
};
const sm2: Recipient = {
  PublicKeyBlob: Uint8Array.of(2),
  WrappingKeySpec: "EC_SM2",
  WrappingAlgorithm: "SM2PKE",
};
const request = { CiphertextBlob: Uint8Array.of(9), Recipients: [rsa, sm2, rsa] };
const denial = {
  AuthAction: "kms:ExportDataKey",
  AuthResource: "acs:kms:cn-hangzhou:1:key/a",
  AuthPrincipalDisplayName: "ci",
  AuthPrincipalOwnerId: "1",
  AuthPrincipalType: "SubUser",
  NoPermissionType: "ImplicitDeny",
} as const;

const callerOf = ({ door }: Service) =>
  createCaller({ transport: createInProcessTransport({ door }), credentials: accessKey });

describe("exportToRecipients", () => {
  it("asks once, and tells what became of each, in their order", async () => {
    const service = createService(exportDataKeyToRecipients, () => ({
      KeyId: "k",
      KeyVersionId: "v",
      Recipients: [
        { Fingerprint: "a", ExportedDataKey: Uint8Array.of(7) },
        { Fingerprint: "b", Code: "Forbidden.NoPermission", Message: "No.", AccessDeniedDetail: denial },
        { Code: "InvalidParameter", Message: "Bad key." },
      ],
    }));
    const outcomes = await exportToRecipients(callerOf(service), request);
    expect(outcomes).toMatchObject([
      { recipient: rsa, fingerprint: "a", exportedDataKey: Uint8Array.of(7) },
      {
        recipient: sm2,
        fingerprint: "b",
        refusal: { code: "Forbidden.NoPermission", status: 403, message: "No.", accessDenied: denial },
      },
      { recipient: rsa, refusal: { code: "InvalidParameter", status: 400, message: "Bad key." } },
    ]);
    expect(outcomes[1]?.refusal).toBeInstanceOf(ServiceError);
    expect(service.entries).toHaveLength(1);
    expect(service.entries[0]?.headers.get("x-acs-version")).toBe("keyferry/2026-12-01");
    expect(service.entries[0]?.parameters.get("Recipients.2.WrappingAlgorithm")).toBe("SM2PKE");
  });

  it("throws what is wrong with the call", async () => {
    const service = createService(exportDataKeyToRecipients, () => serviceError("Rejected.Disabled"));
    await expect(exportToRecipients(callerOf(service), request)).rejects.toMatchObject({
      code: "Rejected.Disabled",
    });
  });

  it("takes no answer that leaves a recipient out for a success", async () => {
    const service = createService(exportDataKeyToRecipients, () => ({
      KeyId: "k",
      KeyVersionId: "v",
      Recipients: [{ ExportedDataKey: Uint8Array.of(7) }, {}],
    }));
    const outcomes = await exportToRecipients(callerOf(service), request);
    expect(outcomes.map(({ refusal }) => refusal?.code)).toEqual([
      undefined,
      "InternalFailure",
      "InternalFailure",
    ]);
  });

  it("has a receipt of each export where it asks for them, and takes no export without", async () => {
    const respond = (Receipt?: string) =>
      createService(exportDataKeyToRecipients, () => ({
        KeyId: "k",
        KeyVersionId: "v",
        Recipients: [
          { ExportedDataKey: Uint8Array.of(7), ...(Receipt !== undefined && { Receipt }) },
          { Code: "InvalidParameter", Message: "Bad key." },
          { ExportedDataKey: Uint8Array.of(8), Receipt: "a.b.c" },
        ],
      }));
    const proving = respond("d.e.f");
    const outcomes = await exportToRecipients(callerOf(proving), request, { receipt: true });
    expect(outcomes.map(({ receipt }) => receipt)).toEqual(["d.e.f", undefined, "a.b.c"]);
    expect(proving.entries[0]?.headers.get("x-keyferry-receipt")).toBe("true");
    await expect(exportToRecipients(callerOf(respond()), request, { receipt: true })).rejects.toMatchObject({
      code: "InternalFailure",
      message: expect.stringContaining("no receipt came") as string,
    });
  });

  it("has no receipt of the whole, and the options of a call say so", () => {
    interface Asking {
      readonly receipt: true;
    }
    expectTypeOf<Asking>().not.toExtend<OptionsOf<typeof exportDataKeyToRecipients>>();
    expectTypeOf<Asking>().toExtend<OptionsOf<typeof exportDataKey>>();
  });
});
