import { listKeys, operations, type OperationName } from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import { createKmsClient, type KmsClient } from "@keyferry/sdk/client";
import { createInProcessTransport } from "@keyferry/transport";
import { describe, expect, expectTypeOf, it } from "vitest";
import { accessKey, createService, requestId } from "./service.ts";

const service = createService(listKeys, () => ({
  Keys: [{ KeyId: "key-a", KeyArn: "arn" }],
  PageNumber: 2,
  PageSize: 10,
  TotalCount: 11,
}));
const options = {
  transport: createInProcessTransport({ door: service.door }),
  credentials: accessKey,
};

describe("the client", () => {
  const client = createKmsClient(options);

  it("has a method per operation, exports to several recipients, and has the caller's own", () => {
    const methods = Object.keys(operations).map((name) => name.charAt(0).toLowerCase() + name.slice(1));
    expect(Object.keys(client).sort()).toEqual(
      [...methods, "exportToRecipients", ...Object.keys(createCaller(options))].sort(),
    );
  });

  it("calls the operation of that name", async () => {
    const answer = await client.listKeys({ PageNumber: 2 });
    expect(answer).toEqual({
      Keys: [{ KeyId: "key-a", KeyArn: "arn" }],
      PageNumber: 2,
      PageSize: 10,
      TotalCount: 11,
      RequestId: requestId,
    });
    expect(service.entries.at(-1)?.parameters).toEqual(new Map([["PageNumber", "2"]]));
  });

  it("passes on how a call is made", async () => {
    const calling = client.listKeys({}, { signal: AbortSignal.abort() });
    await expect(calling).rejects.toMatchObject({ reason: "aborted" });
  });
});

// Checked by the compiler; at run time these expect nothing.
describe("types", () => {
  it("know a method for every operation", () => {
    expectTypeOf<KmsClient>().toHaveProperty("exportDataKey");
    expectTypeOf<Uncapitalize<OperationName>>().toExtend<keyof KmsClient>();
  });

  it("know answers as bytes and dates", () => {
    type Answer<Name extends Uncapitalize<OperationName>> = Awaited<ReturnType<KmsClient[Name]>>;
    expectTypeOf<Answer<"exportDataKey">["ExportedDataKey"]>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<Answer<"generateDataKey">["Plaintext"]>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<Answer<"describeKey">["KeyMetadata"]["CreationDate"]>().toEqualTypeOf<Date>();
    expectTypeOf<Answer<"describeKeyVersion">["KeyVersion"]["CreationDate"]>().toEqualTypeOf<Date>();
    expectTypeOf<Answer<"listKeys">["TotalCount"]>().toEqualTypeOf<number>();
    expectTypeOf<Answer<"getPublicKey">["PublicKey"]>().toEqualTypeOf<string>();
    expectTypeOf<Answer<"asymmetricSign">["Value"]>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<Answer<"asymmetricVerify">["Value"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Answer<"enableKey">["RequestId"]>().toEqualTypeOf<string>();
  });

  it("know requests as bytes, and what is required", () => {
    type Request = Parameters<KmsClient["exportDataKey"]>[0];
    expectTypeOf<Request["CiphertextBlob"]>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<Request["WrappingKeySpec"]>().toEqualTypeOf<"RSA_2048" | "EC_SM2">();
    expectTypeOf<Omit<Request, "EncryptionContext">>().toExtend<Request>();
    expectTypeOf<Omit<Request, "PublicKeyBlob">>().not.toExtend<Request>();
  });

  it("offer a dry run where the operation takes one", () => {
    type Dry = Parameters<KmsClient["dryRun"]>[0];
    expectTypeOf(operations.ExportDataKey).toExtend<Dry>();
    expectTypeOf(operations.AsymmetricSign).toExtend<Dry>();
    expectTypeOf(operations.CreateKeyVersion).not.toExtend<Dry>();
    expectTypeOf(operations.CreateKey).not.toExtend<Dry>();
  });
});
