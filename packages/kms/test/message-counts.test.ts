import { randomBytes } from "node:crypto";
import { gcmLimits } from "@keyferry/kms";
import {
  createSecret,
  decrypt,
  deleteKeyMaterial,
  describeKey,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  putSecretValue,
  reEncrypt,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { countedService, countingBy, countingSealed, type Counts } from "./counted-messages.ts";
import { importInto, newExternalKey } from "./imports.ts";
import { recipients } from "./recipients.ts";
import { account, createService, outcomeOf, refusalOf, region, type Service } from "./service.ts";

const recipient = recipients.RSAES_OAEP_SHA_256.fields;

let service: Service;
let counts: Counts;
let KeyId: string;

async function begin(...how: Parameters<typeof countedService>): Promise<void> {
  ({ service, counts } = await countedService(...how));
  KeyId = await service.newKey();
}

const encrypted = (call = service.call, key = KeyId) => call(encrypt, { KeyId: key, Plaintext: "dGV4dA==" });
const primaryOf = async (key = KeyId) =>
  (await service.call(describeKey, { KeyId: key })).KeyMetadata.PrimaryKeyVersion;
/** How many messages the store has counted; it is asked for none. */
const countOf = async (versionId: string) =>
  (
    await service.store
      .scoped({ account, region })
      .keys.write.reserveMessages(versionId, { wanted: 0, max: Infinity })
  )?.before;

describe("messages under a key version", () => {
  beforeEach(() => begin());

  it("are counted in the store before the first, and in memory after it", async () => {
    const versionId = await primaryOf();
    expect(await countOf(versionId)).toBe(0);
    await encrypted();
    expect(await countOf(versionId)).toBe(1024);
    expect(counts.asked).toEqual([{ versionId, wanted: 1024, max: 2 ** 32 }]);
    for (let more = 0; more < 1023; more++) await encrypted();
    expect(counts.asked).toHaveLength(1);
    await encrypted();
    expect(counts.asked.map(({ wanted }) => wanted)).toEqual([1024, 2048]);
  });

  it("are counted in blocks of at most 2^20, each twice as large as the one before", async () => {
    service = await createService({
      watchStore: countingBy((right) => (versionId, { wanted, max }) => {
        counts.asked.push({ versionId, wanted, max });
        // So that the next message needs another one.
        return right.reserveMessages(versionId, { wanted: 1, max });
      }),
    });
    KeyId = await service.newKey();
    counts.asked = [];
    for (let index = 0; index < 13; index++) await encrypted();
    const sizes = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 20].map((power) => 2 ** power);
    expect(counts.asked.map(({ wanted }) => wanted)).toEqual(sizes);
  });

  it.each([
    ["Encrypt", () => encrypted(), 1],
    ["GenerateDataKey", () => service.call(generateDataKey, { KeyId }), 1],
    ["GenerateDataKeyWithoutPlaintext", () => service.call(generateDataKeyWithoutPlaintext, { KeyId }), 1],
    ["GenerateAndExportDataKey", () => service.call(generateAndExportDataKey, { KeyId, ...recipient }), 1],
    [
      "ReEncrypt",
      async () => {
        const other = await service.newKey();
        const { CiphertextBlob } = await encrypted(service.call, other);
        counts.asked = [];
        counts.sealed = 0;
        await service.call(reEncrypt, { CiphertextBlob, DestinationKeyId: KeyId });
      },
      1,
    ],
    [
      "CreateSecret and PutSecretValue",
      async () => {
        const DKMSInstanceId = await service.newInstance();
        KeyId = await service.newKey({ DKMSInstanceId });
        const [SecretName, EncryptionKeyId] = ["s", KeyId];
        const value = { SecretName, SecretData: "value", VersionId: "v1" };
        await service.call(createSecret, { ...value, EncryptionKeyId, DKMSInstanceId });
        await service.call(putSecretValue, { ...value, VersionId: "v2" });
      },
      2,
    ],
  ] as const)("count with %s", async (_, work, messages) => {
    await begin({ max: 2, warnFrom: 2 });
    await work();
    expect(counts.sealed).toBe(messages);
    const versionId = await primaryOf();
    expect(counts.asked).toEqual([{ versionId, wanted: 1024, max: 2 }]);
    const left = 2 - messages;
    for (let index = 0; index < left; index++) await encrypted();
    expect(await outcomeOf(encrypted())).toBe("Rejected.LimitExceeded");
    expect(counts.sealed).toBe(2);
  });

  it("are not counted where nothing is encrypted", async () => {
    const { CiphertextBlob } = await service.call(generateDataKey, { KeyId });
    counts.asked = [];
    await service.call(decrypt, { CiphertextBlob });
    await service.call(exportDataKey, { CiphertextBlob, ...recipient });
    expect(counts.asked).toEqual([]);
  });

  it("are not counted under keys that encrypt no messages of this kind", async () => {
    const pair = await service.newKey({ KeySpec: "RSA_2048" });
    expect(await outcomeOf(encrypted(service.call, pair))).toBe("UnsupportedOperation");
    const mac = await service.newKey({ KeySpec: "HMAC_SHA_256" });
    expect(await outcomeOf(encrypted(service.call, mac))).toBe("UnsupportedOperation");
    expect(counts.asked).toEqual([]);
  });

  it("are counted by versions of SM4 too", async () => {
    const sm4 = await service.newKey({ KeySpec: "Aliyun_SM4" });
    await encrypted(service.call, sm4);
    expect(counts.asked).toEqual([{ versionId: await primaryOf(sm4), wanted: 1024, max: 2 ** 32 }]);
  });

  it("are counted once for calls that begin at the same moment", async () => {
    await Promise.all(Array.from({ length: 500 }, () => encrypted()));
    expect(counts.asked).toHaveLength(1);
    await Promise.all(Array.from({ length: 600 }, () => encrypted()));
    expect(counts.asked.map(({ wanted }) => wanted)).toEqual([1024, 2048]);
  });

  it("are not encrypted while they cannot be counted", async () => {
    let isAway = true;
    service = await createService({
      watch: (crypto) => countingSealed(crypto, counts),
      watchStore: countingBy(
        (right) =>
          (...call) =>
            isAway ? Promise.reject(new Error("away")) : right.reserveMessages(...call),
      ),
    });
    KeyId = await service.newKey();
    await expect(encrypted()).rejects.toThrow("away");
    expect(counts.sealed).toBe(0);
    isAway = false;
    await encrypted();
    expect(counts.sealed).toBe(1);
  });

  it("are told of by blocks", async () => {
    await encrypted();
    const versionId = await primaryOf();
    expect(counts.told).toEqual([
      { account, region, keyId: KeyId, versionId, messages: 1024, warning: null },
    ]);
  });
});

describe("two processes", () => {
  it("never encrypt more messages together than one key may", async () => {
    await begin({ max: 3000, warnFrom: 2000 });
    const calls = [service.call, service.another(), service.another()];
    const outcomes = await Promise.all(
      Array.from({ length: 4000 }, (_, index) => {
        const call = calls[index % calls.length] ?? service.call;
        return outcomeOf(encrypted(call));
      }),
    );
    const done = outcomes.filter((outcome) => outcome === "OK").length;
    expect(new Set(outcomes)).toEqual(new Set(["OK", "Rejected.LimitExceeded"]));
    expect(done).toBe(counts.sealed);
    // Each is called more often than its block is long, so that nothing of one is left.
    expect(done).toBe(3000);
    expect(await countOf(await primaryOf())).toBe(3000);
  });

  it("lose what is left of their block when they end", async () => {
    await begin({ max: 2048, warnFrom: 2048 });
    await encrypted(service.call);
    await encrypted(service.another());
    expect(await outcomeOf(encrypted(service.another()))).toBe("Rejected.LimitExceeded");
  });
});

describe("a key version with as many messages as there may be", () => {
  beforeEach(() => begin({ max: 2, warnFrom: 1 }));

  it("is refused, with what to do, and opens what it has encrypted", async () => {
    const { CiphertextBlob, KeyVersionId } = await encrypted();
    await encrypted();
    const { code, status, message } = await refusalOf(encrypted());
    expect([code, status]).toEqual(["Rejected.LimitExceeded", 400]);
    expect(message).toContain(
      `the version ${KeyVersionId} of key ${KeyId} has encrypted 2 messages, as many as one key may`,
    );
    expect(message).toContain("switch on the automatic rotation of the key");
    expect(counts.sealed).toBe(2);
    expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe("dGV4dA==");
    const { ExportedDataKey } = await service.call(exportDataKey, { CiphertextBlob, ...recipient });
    expect(ExportedDataKey).toHaveLength(256);
  });

  it("asks the store no more: neither for messages, nor for a key that is not rotated by itself", async () => {
    for (let index = 0; index < 5; index++) await outcomeOf(encrypted());
    expect(counts.asked).toHaveLength(2);
    expect(counts.readPastCaches).toBe(0);
  });

  it("is told of once each: with half of them, and with all", async () => {
    for (let index = 0; index < 5; index++) await outcomeOf(encrypted());
    const versionId = await primaryOf();
    const counted = { account, region, keyId: KeyId, versionId, messages: 2 };
    expect(counts.told).toEqual([
      { ...counted, warning: "many" },
      { ...counted, warning: "full" },
    ]);
  });

  it("names no rotation where there cannot be any, and does not begin anew with the same material", async () => {
    KeyId = await newExternalKey(service);
    const material = randomBytes(32);
    await importInto(service, KeyId, material);
    for (let index = 0; index < 2; index++) await encrypted();
    const { message } = await refusalOf(encrypted());
    expect(message).toContain("(NIST SP 800-38D 8.3): use another key.");
    // It is the same material: its messages are not forgotten.
    await service.call(deleteKeyMaterial, { KeyId });
    await importInto(service, KeyId, material);
    expect(await outcomeOf(encrypted(service.another()))).toBe("Rejected.LimitExceeded");
  });

  it("is refused in a dry run too, which counts nothing", async () => {
    const dry = () => service.call(encrypt, { KeyId, Plaintext: "dGV4dA==" }, { dryRun: true });
    for (let index = 0; index < 5; index++) await dry();
    expect(counts.asked).toEqual([]);
    for (let index = 0; index < 3; index++) await outcomeOf(encrypted());
    expect(await outcomeOf(dry())).toBe("Rejected.LimitExceeded");
  });
});

it("is 2^32 messages, and a warning at half of them", () => {
  expect(gcmLimits).toEqual({ max: 4_294_967_296, warnFrom: 2_147_483_648 });
});
