import {
  decodeBase64,
  decrypt,
  encodeBase64,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { createService, outcomeOf, refusalOf, type Service } from "./service.ts";

let service: Service;
let KeyId: string;

beforeEach(async () => {
  service = await createService();
  KeyId = await service.newKey();
});

describe("the length of a data key", () => {
  it.each([
    ["is 32 bytes unless told otherwise", {}, 32],
    ["is 16 bytes for AES_128", { KeySpec: "AES_128" }, 16],
    ["is 32 bytes for AES_256", { KeySpec: "AES_256" }, 32],
    ["is NumberOfBytes", { NumberOfBytes: 24 }, 24],
    ["is NumberOfBytes, whatever KeySpec says", { NumberOfBytes: 24, KeySpec: "AES_128" }, 24],
    ["is 1 byte at the least", { NumberOfBytes: 1 }, 1],
    ["is 1,024 bytes at the most", { NumberOfBytes: 1024 }, 1024],
  ] as const)("%s", async (_, request, length) => {
    const { Plaintext, CiphertextBlob } = await service.call(generateDataKey, { KeyId, ...request });
    expect(Plaintext).toHaveLength(length);
    expect(CiphertextBlob).toHaveLength(64 + 4 * Math.ceil(length / 3));
    const without = await service.call(generateDataKeyWithoutPlaintext, { KeyId, ...request });
    const opened = (await service.call(decrypt, without)).Plaintext;
    expect(decodeBase64(opened)).toHaveLength(length);
  });

  it("shows in the length of the blob: 64 + 4 * ceil(k / 3)", async () => {
    for (let length = 1; length <= 1024; length += 31) {
      const { CiphertextBlob } = await service.call(generateDataKeyWithoutPlaintext, {
        KeyId,
        NumberOfBytes: length,
      });
      expect(CiphertextBlob).toHaveLength(64 + 4 * Math.ceil(length / 3));
    }
  });
});

describe.each(["Aliyun_AES_256", "Aliyun_SM4"] as const)("GenerateDataKey under %s", (KeySpec) => {
  it("answers a key in the clear that Decrypt gives back as its base64 text", async () => {
    const ofSpec = await service.newKey({ KeySpec });
    const { Plaintext, CiphertextBlob } = await service.call(generateDataKey, { KeyId: ofSpec });
    expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe(encodeBase64(Plaintext));
  });
});

describe("GenerateDataKey", () => {
  it("answers another key each time", async () => {
    const plaintexts = [];
    for (let index = 0; index < 50; index++) {
      plaintexts.push((await service.call(generateDataKey, { KeyId })).Plaintext.join());
    }
    expect(new Set(plaintexts).size).toBe(50);
  });

  it("binds the key to its context", async () => {
    const { CiphertextBlob } = await service.call(generateDataKey, {
      KeyId,
      EncryptionContext: [["tenant", "7"]],
    });
    const open = (tenant: string) =>
      outcomeOf(service.call(decrypt, { CiphertextBlob, EncryptionContext: [["tenant", tenant]] }));
    expect([await open("7"), await open("8")]).toEqual(["OK", "InvalidParameter"]);
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }))).toBe("InvalidParameter");
  });

  it("refuses Recipient", async () => {
    const refusal = await refusalOf(service.call(generateDataKey, { KeyId, Recipient: "{}" }));
    expect(refusal.code).toBe("UnsupportedOperation");
    expect(refusal.message).toContain("Recipient");
  });
});

describe("GenerateDataKeyWithoutPlaintext", () => {
  it("answers ids and blob, and nothing else", async () => {
    const answer = await service.call(generateDataKeyWithoutPlaintext, { KeyId });
    expect(Object.keys(answer).sort()).toEqual(["CiphertextBlob", "KeyId", "KeyVersionId"]);
  });
});
