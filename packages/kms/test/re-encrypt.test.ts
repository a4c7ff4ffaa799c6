import { textsOfEveryKind } from "@keyferry/crypto/conformance";
import { decrypt, describeKey, encrypt, reEncrypt } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { createService, outcomeOf, refusalOf, type Service } from "./service.ts";

let service: Service;
let source: string;
let destination: string;
let CiphertextBlob: Uint8Array;

beforeEach(async () => {
  service = await createService();
  source = await service.newKey({ KeySpec: "Aliyun_AES_256" });
  destination = await service.newKey({ KeySpec: "Aliyun_SM4" });
  ({ CiphertextBlob } = await service.call(encrypt, { KeyId: source, Plaintext: "moves" }));
});

describe("ReEncrypt", () => {
  it("moves a plaintext from AES to SM4 and back", async () => {
    const moved = await service.call(reEncrypt, { CiphertextBlob, DestinationKeyId: destination });
    expect(await service.call(decrypt, { CiphertextBlob: moved.CiphertextBlob })).toMatchObject({
      KeyId: destination,
      Plaintext: "moves",
    });
    const back = await service.call(reEncrypt, {
      CiphertextBlob: moved.CiphertextBlob,
      DestinationKeyId: source,
    });
    expect(await service.call(decrypt, { CiphertextBlob: back.CiphertextBlob })).toMatchObject({
      KeyId: source,
      Plaintext: "moves",
    });
  });

  it.each(textsOfEveryKind)("moves the text %j", async (Plaintext) => {
    const made = await service.call(encrypt, { KeyId: source, Plaintext });
    const moved = await service.call(reEncrypt, { ...made, DestinationKeyId: destination });
    expect((await service.call(decrypt, moved)).Plaintext).toBe(Plaintext);
  });

  it("answers key and version of the source", async () => {
    const answer = await service.call(reEncrypt, { CiphertextBlob, DestinationKeyId: destination });
    const { KeyMetadata } = await service.call(describeKey, { KeyId: source });
    expect(answer).toMatchObject({ KeyId: source, KeyVersionId: KeyMetadata.PrimaryKeyVersion });
  });

  it("takes one context off and puts another on", async () => {
    const from = [["a", "1"]] as const;
    const to = [["b", "2"]] as const;
    const made = await service.call(encrypt, {
      KeyId: source,
      Plaintext: "a",
      EncryptionContext: from,
    });
    const request = {
      CiphertextBlob: made.CiphertextBlob,
      SourceEncryptionContext: from,
      DestinationKeyId: destination,
      DestinationEncryptionContext: to,
    };
    const moved = (await service.call(reEncrypt, request)).CiphertextBlob;
    const open = (EncryptionContext: typeof from | typeof to) =>
      outcomeOf(service.call(decrypt, { CiphertextBlob: moved, EncryptionContext }));
    expect([await open(to), await open(from)]).toEqual(["OK", "InvalidParameter"]);
  });

  it("does not open its source without the source's context", async () => {
    const made = await service.call(encrypt, {
      KeyId: source,
      Plaintext: "a",
      EncryptionContext: [["a", "1"]],
    });
    const refusal = await refusalOf(
      service.call(reEncrypt, { CiphertextBlob: made.CiphertextBlob, DestinationKeyId: destination }),
    );
    expect(refusal.code).toBe("InvalidParameter");
    expect(refusal.message).toContain("CiphertextBlob");
  });

  it.each([
    ["an unknown destination", "11111111-1111-4111-8111-111111111111", "Forbidden.KeyNotFound"],
    ["an unknown alias", "alias/none", "Forbidden.AliasNotFound"],
  ])("does not find %s", async (_, DestinationKeyId, code) => {
    expect(await outcomeOf(service.call(reEncrypt, { CiphertextBlob, DestinationKeyId }))).toBe(code);
  });

  it("needs key and version named where SourceEncryptionAlgorithm says that a key pair was used", async () => {
    const { KeyMetadata } = await service.call(describeKey, { KeyId: source });
    const SourceKeyVersionId = KeyMetadata.PrimaryKeyVersion;
    const SourceEncryptionAlgorithm = "RSAES_OAEP_SHA_256";
    const request = { CiphertextBlob, DestinationKeyId: destination, SourceEncryptionAlgorithm } as const;
    expect(await outcomeOf(service.call(reEncrypt, { ...request, SourceKeyVersionId }))).toBe(
      "MissingParameter",
    );
    expect(await outcomeOf(service.call(reEncrypt, { ...request, SourceKeyId: source }))).toBe(
      "MissingParameter",
    );
    const named = { ...request, SourceKeyId: source, SourceKeyVersionId };
    expect(await outcomeOf(service.call(reEncrypt, named))).toBe("Rejected.UnsupportedOperation");
  });
});
