import { generateKeyPairSync } from "node:crypto";
import { badRecipientKeys, textsThatAreNotBase64 } from "@keyferry/crypto/conformance";
import {
  decrypt,
  encodeBase64,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  generateDataKey,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { eachRecipient, recipients } from "./recipients.ts";
import { bytes, createService, outcomeOf, refusalOf, type Service } from "./service.ts";

const { RSAES_OAEP_SHA_256, RSAES_OAEP_SHA_1, SM2PKE } = recipients;

let service: Service;
let KeyId: string;

beforeEach(async () => {
  service = await createService();
  KeyId = await service.newKey();
});

describe.each(eachRecipient)("ExportDataKey under %s", (_, recipient) => {
  it.each(["Aliyun_AES_256", "Aliyun_SM4"] as const)(
    "carries the raw bytes of a data key of %s",
    async (KeySpec) => {
      const ofSpec = await service.newKey({ KeySpec });
      const { CiphertextBlob, Plaintext } = await service.call(generateDataKey, { KeyId: ofSpec });
      const { ExportedDataKey } = await service.call(exportDataKey, { CiphertextBlob, ...recipient.fields });
      expect(await recipient.open(ExportedDataKey)).toEqual(Plaintext);
    },
  );

  it("carries the bytes whose base64 text Encrypt has encrypted", async () => {
    const Plaintext = encodeBase64(bytes("a key of one's own"));
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext });
    const { ExportedDataKey } = await service.call(exportDataKey, { CiphertextBlob, ...recipient.fields });
    expect(await recipient.open(ExportedDataKey)).toEqual(bytes("a key of one's own"));
  });

  it.each(textsThatAreNotBase64)("refuses %j, which is not base64, and says so", async (Plaintext) => {
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext });
    const request = { CiphertextBlob, ...recipient.fields };
    const refusal = await refusalOf(service.call(exportDataKey, request));
    expect(refusal).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(refusal.message).toContain(" CiphertextBlob: holds text that is not base64");
    expect(refusal.message).not.toContain(Plaintext);
    // Nothing is told to those who could not decrypt it.
    const altered = { ...request, EncryptionContext: [["a", "b"]] as const };
    expect((await refusalOf(service.call(exportDataKey, altered))).message).toContain("does not decrypt");
  });

  it("answers the key and the version that wrapped the blob", async () => {
    const { CiphertextBlob, KeyVersionId } = await service.call(generateDataKey, { KeyId });
    const answer = await service.call(exportDataKey, { CiphertextBlob, ...recipient.fields });
    expect(answer).toEqual({ KeyId, KeyVersionId, ExportedDataKey: answer.ExportedDataKey });
  });

  it("needs the context that the data key was made under", async () => {
    const EncryptionContext = [["tenant", "7"]] as const;
    const { CiphertextBlob } = await service.call(generateDataKey, { KeyId, EncryptionContext });
    const request = { CiphertextBlob, ...recipient.fields };
    expect(await outcomeOf(service.call(exportDataKey, { ...request, EncryptionContext }))).toBe("OK");
    const refusal = await refusalOf(service.call(exportDataKey, request));
    expect(refusal.code).toBe("InvalidParameter");
    expect(refusal.message).toContain("CiphertextBlob");
  });

  it("makes another ciphertext each time", async () => {
    const { CiphertextBlob } = await service.call(generateDataKey, { KeyId });
    const once = async () =>
      (await service.call(exportDataKey, { CiphertextBlob, ...recipient.fields })).ExportedDataKey.join();
    expect(await once()).not.toBe(await once());
  });
});

describe.each(eachRecipient)("GenerateAndExportDataKey under %s", (_, recipient) => {
  it.each([
    [{}, 32],
    [{ KeySpec: "AES_128" }, 16],
    [{ NumberOfBytes: 1 }, 1],
    [{ NumberOfBytes: 100, EncryptionContext: [["a", "1"]] }, 100],
  ] as const)("exports the key that its blob holds: %j", async (request, length) => {
    const answer = await service.call(generateAndExportDataKey, { KeyId, ...request, ...recipient.fields });
    const { EncryptionContext } = { EncryptionContext: [], ...request };
    const { CiphertextBlob } = answer;
    const { Plaintext } = await service.call(decrypt, { CiphertextBlob, EncryptionContext });
    const dataKey = await recipient.open(answer.ExportedDataKey);
    expect(dataKey).toHaveLength(length);
    expect(encodeBase64(dataKey)).toBe(Plaintext);
  });

  it("shows no plaintext", async () => {
    const answer = await service.call(generateAndExportDataKey, { KeyId, ...recipient.fields });
    expect(Object.keys(answer).sort()).toEqual([
      "CiphertextBlob",
      "ExportedDataKey",
      "KeyId",
      "KeyVersionId",
    ]);
  });
});

describe("the longest data key", () => {
  it.each([
    ["RSAES_OAEP_SHA_256", RSAES_OAEP_SHA_256, 190],
    ["RSAES_OAEP_SHA_1", RSAES_OAEP_SHA_1, 214],
    ["SM2PKE", SM2PKE, 1024],
  ])("that %s exports is found inside", async (_, recipient, NumberOfBytes) => {
    const request = { KeyId, NumberOfBytes, ...recipient.fields };
    const { CiphertextBlob, ExportedDataKey } = await service.call(generateAndExportDataKey, request);
    const { Plaintext } = await service.call(decrypt, { CiphertextBlob });
    const dataKey = await recipient.open(ExportedDataKey);
    expect(dataKey).toHaveLength(NumberOfBytes);
    expect(encodeBase64(dataKey)).toBe(Plaintext);
  });

  it.each([
    ["RSAES_OAEP_SHA_256", RSAES_OAEP_SHA_256, 191],
    ["RSAES_OAEP_SHA_1", RSAES_OAEP_SHA_1, 215],
  ])(
    "of %s is exceeded by one byte: 400 InvalidParameter, from both operations",
    async (_, recipient, length) => {
      const { CiphertextBlob } = await service.call(generateDataKey, { KeyId, NumberOfBytes: length });
      const refusals = [
        await refusalOf(
          service.call(generateAndExportDataKey, { KeyId, NumberOfBytes: length, ...recipient.fields }),
        ),
        await refusalOf(service.call(exportDataKey, { CiphertextBlob, ...recipient.fields })),
      ];
      for (const refusal of refusals) {
        expect(refusal).toMatchObject({ code: "InvalidParameter", status: 400 });
        expect(refusal.message).toContain(`${String(length)} bytes`);
      }
    },
  );
});

describe("a recipient that is not what the request says", () => {
  const sm2Key = SM2PKE.fields.PublicKeyBlob;
  const rsaKey = RSAES_OAEP_SHA_256.fields.PublicKeyBlob;
  const oddKey = generateKeyPairSync("rsa", { modulusLength: 3072 }).publicKey;

  it.each([
    [
      "SM2PKE for RSA_2048",
      { WrappingKeySpec: "RSA_2048", WrappingAlgorithm: "SM2PKE", PublicKeyBlob: rsaKey },
      "WrappingAlgorithm",
    ],
    [
      "OAEP for EC_SM2",
      { WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "RSAES_OAEP_SHA_256", PublicKeyBlob: sm2Key },
      "WrappingAlgorithm",
    ],
    [
      "an SM2 key called RSA_2048",
      { WrappingKeySpec: "RSA_2048", WrappingAlgorithm: "RSAES_OAEP_SHA_1", PublicKeyBlob: sm2Key },
      "PublicKeyBlob",
    ],
    [
      "an RSA key called EC_SM2",
      { WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "SM2PKE", PublicKeyBlob: rsaKey },
      "PublicKeyBlob",
    ],
    [
      "an RSA key of 3,072 bits",
      {
        WrappingKeySpec: "RSA_2048",
        WrappingAlgorithm: "RSAES_OAEP_SHA_256",
        PublicKeyBlob: new Uint8Array(oddKey.export({ type: "spki", format: "der" })),
      },
      "PublicKeyBlob",
    ],
  ] as const)("is refused: %s", async (_, fields, parameter) => {
    const { CiphertextBlob } = await service.call(generateDataKey, { KeyId });
    for (const call of [
      service.call(exportDataKey, { CiphertextBlob, ...fields }),
      service.call(generateAndExportDataKey, { KeyId, ...fields }),
    ]) {
      const refusal = await refusalOf(call);
      expect(refusal).toMatchObject({ code: "InvalidParameter", status: 400 });
      expect(refusal.message).toContain(` ${parameter}: `);
    }
  });

  it("is refused each time, not only the first: nothing refused is remembered", async () => {
    const [bad] = badRecipientKeys();
    if (bad === undefined) throw new Error("there is no bad key");
    const fields = {
      PublicKeyBlob: bad.spki,
      WrappingKeySpec: bad.spec,
      WrappingAlgorithm: bad.spec === "EC_SM2" ? "SM2PKE" : "RSAES_OAEP_SHA_256",
    } as const;
    for (let time = 0; time < 3; time++) {
      const refusal = await refusalOf(service.call(generateAndExportDataKey, { KeyId, ...fields }));
      expect(refusal.message).toContain(" PublicKeyBlob: ");
    }
  });

  it("is not let through because its key passed under the other spec", async () => {
    await service.call(generateAndExportDataKey, { KeyId, ...SM2PKE.fields });
    const fields = { ...RSAES_OAEP_SHA_256.fields, PublicKeyBlob: sm2Key };
    expect(await outcomeOf(service.call(generateAndExportDataKey, { KeyId, ...fields }))).toBe(
      "InvalidParameter",
    );
  });
});
