import {
  createKey,
  decrypt,
  describeKey,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  reEncrypt,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { publicKeyOf } from "./key-pairs.ts";
import { recipients } from "./recipients.ts";
import { bytes, createService, refusalOf, type Service } from "./service.ts";

type Request = RequestOf<typeof createKey>;

let service: Service;
beforeAll(async () => {
  service = await createService();
});

const create = async (request: Request) => (await service.call(createKey, request)).KeyMetadata;

describe("CreateKey of a key pair", () => {
  it.each<[NonNullable<Request["KeySpec"]>, NonNullable<Request["KeyUsage"]>]>([
    ["RSA_2048", "ENCRYPT/DECRYPT"],
    ["RSA_2048", "SIGN/VERIFY"],
    ["RSA_3072", "ENCRYPT/DECRYPT"],
    ["RSA_3072", "SIGN/VERIFY"],
    ["RSA_4096", "ENCRYPT/DECRYPT"],
    ["RSA_4096", "SIGN/VERIFY"],
    ["EC_P256", "SIGN/VERIFY"],
    ["EC_P256K", "SIGN/VERIFY"],
    ["EC_SM2", "ENCRYPT/DECRYPT"],
    ["EC_SM2", "SIGN/VERIFY"],
  ])("makes one of %s for %s", async (KeySpec, KeyUsage) => {
    const metadata = await create({ KeySpec, KeyUsage });
    expect(metadata).toMatchObject({
      KeySpec,
      KeyUsage,
      KeyState: "Enabled",
      ProtectionLevel: "SOFTWARE",
      Origin: "Aliyun_KMS",
      AutomaticRotation: "Disabled",
    });
    const { KeyMetadata } = await service.call(describeKey, { KeyId: metadata.KeyId });
    expect(KeyMetadata).toMatchObject(metadata);
  });

  it.each(["RSA_2048", "EC_P256", "EC_P256K", "EC_SM2"] as const)(
    "of %s is to sign unless told otherwise",
    async (KeySpec) => {
      expect((await create({ KeySpec })).KeyUsage).toBe("SIGN/VERIFY");
    },
  );

  it.each<[string, Request]>([
    ["EC_P256 that encrypts", { KeySpec: "EC_P256", KeyUsage: "ENCRYPT/DECRYPT" }],
    ["EC_P256K that encrypts", { KeySpec: "EC_P256K", KeyUsage: "ENCRYPT/DECRYPT" }],
    ["RSA_2048 for MACs", { KeySpec: "RSA_2048", KeyUsage: "GENERATE/VERIFY_MAC" }],
    ["EC_SM2 for MACs", { KeySpec: "EC_SM2", KeyUsage: "GENERATE/VERIFY_MAC" }],
  ])("refuses %s, and names KeyUsage", async (_, request) => {
    expect(await refusalOf(create(request))).toMatchObject({
      code: "InvalidParameter",
      message: expect.stringContaining(" KeyUsage: ") as string,
    });
  });

  it("makes another key each time", async () => {
    const keys = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const { KeyId, PrimaryKeyVersion } = await create({ KeySpec: "EC_P256" });
        return publicKeyOf(service, { KeyId, KeyVersionId: PrimaryKeyVersion });
      }),
    );
    expect(new Set(keys).size).toBe(5);
  });

  it("makes one in an instance", async () => {
    const DKMSInstanceId = await service.newInstance();
    const metadata = await create({ KeySpec: "EC_SM2", DKMSInstanceId });
    expect(metadata).toMatchObject({ DKMSInstanceId, KeySpec: "EC_SM2" });
    expect(metadata.PrimaryKeyVersion).toContain(`${metadata.KeyId}-`);
  });
});

describe.each<[NonNullable<Request["KeySpec"]>, NonNullable<Request["KeyUsage"]>]>([
  ["RSA_2048", "ENCRYPT/DECRYPT"],
  ["EC_SM2", "ENCRYPT/DECRYPT"],
  ["EC_P256", "SIGN/VERIFY"],
])("a key pair of %s for %s", (KeySpec, KeyUsage) => {
  it("does nothing that symmetric keys are for", async () => {
    const { KeyId, PrimaryKeyVersion } = await create({ KeySpec, KeyUsage });
    const CiphertextBlob = bytes(`${PrimaryKeyVersion}${"a".repeat(64)}`);
    const { fields } = recipients.SM2PKE;
    const other = await service.newKey();
    const refusals = await Promise.all(
      [
        service.call(encrypt, { KeyId, Plaintext: "a" }),
        service.call(decrypt, { CiphertextBlob }),
        service.call(reEncrypt, { CiphertextBlob, DestinationKeyId: other }),
        service.call(generateDataKey, { KeyId }),
        service.call(generateDataKeyWithoutPlaintext, { KeyId }),
        service.call(exportDataKey, { CiphertextBlob, ...fields }),
        service.call(generateAndExportDataKey, { KeyId, ...fields }),
      ].map(refusalOf),
    );
    const message = `This action is not supported. the KeySpec of ${KeyId} is ${KeySpec}.`;
    expect(refusals).toEqual(refusals.map(() => ({ code: "UnsupportedOperation", status: 400, message })));
  });
});
