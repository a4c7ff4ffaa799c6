import { generateKeyPairSync, randomBytes } from "node:crypto";
import { CryptoError, type CryptoBackend } from "@keyferry/crypto";
import { gcmLimits, type AuditTrail, type CountedMessages, type MessageLimits } from "@keyferry/kms";
import {
  createKey,
  createSecret,
  decrypt,
  deleteKeyMaterial,
  describeKey,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  getSecretValue,
  listKeyVersions,
  putSecretValue,
  reEncrypt,
  updateRotationPolicy,
} from "@keyferry/protocol";
import type { KeyStore, KeyWriter, MessagesWanted } from "@keyferry/store";
import { beforeEach, describe, expect, it } from "vitest";
import { importInto, newExternalKey } from "./imports.ts";
import { account, createService, outcomeOf, refusalOf, region, type Service } from "./service.ts";

const weekly = { EnableAutomaticRotation: true, RotationInterval: 604_800 };
const scope = { account, region };
const PublicKeyBlob = new Uint8Array(
  generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "der", type: "spki" }),
);
const recipient = {
  PublicKeyBlob,
  WrappingKeySpec: "RSA_2048",
  WrappingAlgorithm: "RSAES_OAEP_SHA_256",
} as const;

/** What an answer says of what was made. */
interface Made {
  readonly KeyVersionId: string;
  readonly CiphertextBlob: Uint8Array;
}

let service: Service;
let KeyId: string;
/** What the store was asked for, and what the service told. */
let asked: (MessagesWanted & { readonly versionId: string })[];
let told: CountedMessages[];
let sealed: number;
/** How many keys were read in the store itself, and how many versions were to be added there. */
let readPastCaches: number;
let added: number;

async function begin(
  messageLimits?: MessageLimits,
  { watch = (it: CryptoBackend) => it, adds }: { readonly watch?: Watch; readonly adds?: Adds } = {},
): Promise<void> {
  [asked, told, sealed] = [[], [], 0];
  [readPastCaches, added] = [0, 0];
  service = await createService({
    ...(messageLimits && { messageLimits }),
    onMessagesCounted: (counted) => told.push(counted),
    watchStore: (store) => watched(countingReads(store, adds)),
    watch: (crypto) => watch(watchedBackend(crypto)),
  });
  KeyId = await service.newKey();
}

type Watch = (crypto: CryptoBackend) => CryptoBackend;
type Adds = KeyWriter["addVersion"];

/** A store that counts what is read and added without a view. */
function countingReads(store: KeyStore, adds?: Adds): KeyStore {
  return {
    ...store,
    scoped: (place) => {
      const home = store.scoped(place);
      const { read, write } = home.keys;
      const byId: typeof read.byId = (id) => ((readPastCaches += 1), read.byId(id));
      const addVersion: Adds = (...call) => ((added += 1), (adds ?? write.addVersion)(...call));
      return { ...home, keys: { read: { ...read, byId }, write: { ...write, addVersion } } };
    },
  };
}

/** A store whose counting of messages is another. */
function countingBy(
  counts: (right: KeyWriter) => KeyWriter["reserveMessages"],
): (store: KeyStore) => KeyStore {
  return (store) => ({
    ...store,
    scoped: (place) => {
      const home = store.scoped(place);
      const { read, write } = home.keys;
      return { ...home, keys: { read, write: { ...write, reserveMessages: counts(write) } } };
    },
  });
}

/** A store that notes what it is asked for. */
const watched = countingBy((right) => (versionId, wanted) => {
  asked.push({ versionId, ...wanted });
  return right.reserveMessages(versionId, wanted);
});

/** Counts what is encrypted under a key. */
function watchedBackend(crypto: CryptoBackend): CryptoBackend {
  return {
    ...crypto,
    encrypt: (...call) => ((sealed += 1), crypto.encrypt(...call)),
    generateDataKey: (...call) => ((sealed += 1), crypto.generateDataKey(...call)),
    reencrypt: (...call) => ((sealed += 1), crypto.reencrypt(...call)),
  };
}

const encrypted = (call = service.call, key = KeyId) => call(encrypt, { KeyId: key, Plaintext: "dGV4dA==" });
const primaryOf = async (key = KeyId) =>
  (await service.call(describeKey, { KeyId: key })).KeyMetadata.PrimaryKeyVersion;
/** How many messages the store has counted; it is asked for none. */
const countOf = async (versionId: string, store = service.store) =>
  (await store.scoped(scope).keys.write.reserveMessages(versionId, { wanted: 0, max: Infinity }))?.before;

describe("messages under a key version", () => {
  beforeEach(() => begin());

  it("are counted in the store before the first, and in memory after it", async () => {
    const versionId = await primaryOf();
    expect(await countOf(versionId)).toBe(0);
    await encrypted();
    expect(await countOf(versionId)).toBe(1024);
    expect(asked).toEqual([{ versionId, wanted: 1024, max: 2 ** 32 }]);
    for (let more = 0; more < 1023; more++) await encrypted();
    expect(asked).toHaveLength(1);
    await encrypted();
    expect(asked.map(({ wanted }) => wanted)).toEqual([1024, 2048]);
  });

  it("are counted in blocks of at most 2^20, each twice as large as the one before", async () => {
    service = await createService({
      watchStore: countingBy((right) => (versionId, { wanted, max }) => {
        asked.push({ versionId, wanted, max });
        // So that the next message needs another one.
        return right.reserveMessages(versionId, { wanted: 1, max });
      }),
    });
    KeyId = await service.newKey();
    asked = [];
    for (let index = 0; index < 13; index++) await encrypted();
    const sizes = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 20].map((power) => 2 ** power);
    expect(asked.map(({ wanted }) => wanted)).toEqual(sizes);
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
        asked = [];
        sealed = 0;
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
    expect(sealed).toBe(messages);
    const versionId = await primaryOf();
    expect(asked).toEqual([{ versionId, wanted: 1024, max: 2 }]);
    const left = 2 - messages;
    for (let index = 0; index < left; index++) await encrypted();
    expect(await outcomeOf(encrypted())).toBe("Rejected.LimitExceeded");
    expect(sealed).toBe(2);
  });

  it("are not counted where nothing is encrypted", async () => {
    const { CiphertextBlob } = await service.call(generateDataKey, { KeyId });
    asked = [];
    await service.call(decrypt, { CiphertextBlob });
    await service.call(exportDataKey, { CiphertextBlob, ...recipient });
    expect(asked).toEqual([]);
  });

  it("are not counted under keys that encrypt no messages of this kind", async () => {
    const pair = await service.newKey({ KeySpec: "RSA_2048" });
    expect(await outcomeOf(encrypted(service.call, pair))).toBe("UnsupportedOperation");
    const mac = await service.newKey({ KeySpec: "HMAC_SHA_256" });
    expect(await outcomeOf(encrypted(service.call, mac))).toBe("UnsupportedOperation");
    expect(asked).toEqual([]);
  });

  it("are counted by versions of SM4 too", async () => {
    const sm4 = await service.newKey({ KeySpec: "Aliyun_SM4" });
    await encrypted(service.call, sm4);
    expect(asked).toEqual([{ versionId: await primaryOf(sm4), wanted: 1024, max: 2 ** 32 }]);
  });

  it("are counted once for calls that begin at the same moment", async () => {
    await Promise.all(Array.from({ length: 500 }, () => encrypted()));
    expect(asked).toHaveLength(1);
    await Promise.all(Array.from({ length: 600 }, () => encrypted()));
    expect(asked.map(({ wanted }) => wanted)).toEqual([1024, 2048]);
  });

  it("are not encrypted while they cannot be counted", async () => {
    let isAway = true;
    service = await createService({
      watch: watchedBackend,
      watchStore: countingBy(
        (right) =>
          (...call) =>
            isAway ? Promise.reject(new Error("away")) : right.reserveMessages(...call),
      ),
    });
    KeyId = await service.newKey();
    await expect(encrypted()).rejects.toThrow("away");
    expect(sealed).toBe(0);
    isAway = false;
    await encrypted();
    expect(sealed).toBe(1);
  });

  it("are told of by blocks", async () => {
    await encrypted();
    const versionId = await primaryOf();
    expect(told).toEqual([{ account, region, keyId: KeyId, versionId, messages: 1024, warning: null }]);
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
    expect(done).toBe(sealed);
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
    expect(sealed).toBe(2);
    expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe("dGV4dA==");
    const { ExportedDataKey } = await service.call(exportDataKey, { CiphertextBlob, ...recipient });
    expect(ExportedDataKey).toHaveLength(256);
  });

  it("asks the store no more: neither for messages, nor for a key that is not rotated by itself", async () => {
    for (let index = 0; index < 5; index++) await outcomeOf(encrypted());
    expect(asked).toHaveLength(2);
    expect(readPastCaches).toBe(0);
  });

  it("is told of once each: with half of them, and with all", async () => {
    for (let index = 0; index < 5; index++) await outcomeOf(encrypted());
    const versionId = await primaryOf();
    const counted = { account, region, keyId: KeyId, versionId, messages: 2 };
    expect(told).toEqual([
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
    expect(asked).toEqual([]);
    for (let index = 0; index < 3; index++) await outcomeOf(encrypted());
    expect(await outcomeOf(dry())).toBe("Rejected.LimitExceeded");
  });
});

describe("a key that is rotated by itself", () => {
  beforeEach(async () => {
    await begin({ max: 2, warnFrom: 2 });
    KeyId = await service.newKey(weekly);
  });

  it("has a new version at once, under which the message is encrypted", async () => {
    const before = [await encrypted(), await encrypted()];
    const trail = { resources: [], custodies: [], keyVersions: [] as string[] };
    const after = await service.call(encrypt, { KeyId, Plaintext: "bmV3" }, {}, trail);
    expect(after.KeyVersionId).not.toBe(before[0]?.KeyVersionId);
    expect(await primaryOf()).toBe(after.KeyVersionId);
    expect(trail.keyVersions).toEqual([after.KeyVersionId]);
    for (const { CiphertextBlob } of before) {
      expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe("dGV4dA==");
    }
    const { CiphertextBlob } = after;
    expect(await service.call(decrypt, { CiphertextBlob })).toMatchObject({
      Plaintext: "bmV3",
      KeyVersionId: after.KeyVersionId,
    });
  });

  it("counts its rotation from then on", async () => {
    service.clock.now += 86_400_000;
    for (let index = 0; index < 3; index++) await encrypted();
    const { NextRotationDate } = (await service.call(describeKey, { KeyId })).KeyMetadata;
    expect(NextRotationDate?.getTime()).toBe(service.clock.now + 604_800_000);
  });

  it.each([
    ["GenerateDataKey", (trail) => service.call(generateDataKey, { KeyId }, {}, trail)],
    [
      "GenerateDataKeyWithoutPlaintext",
      (trail) => service.call(generateDataKeyWithoutPlaintext, { KeyId }, {}, trail),
    ],
    [
      "GenerateAndExportDataKey",
      (trail) => service.call(generateAndExportDataKey, { KeyId, ...recipient }, {}, trail),
    ],
  ] as readonly (readonly [string, (trail: AuditTrail) => Promise<Made>])[])(
    "names the new version in the answer and in the trail: %s",
    async (_, work) => {
      await Promise.all([encrypted(), encrypted()]);
      const trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] };
      const { KeyVersionId, CiphertextBlob } = await work(trail);
      expect(KeyVersionId).toBe(await primaryOf());
      expect(trail.keyVersions).toEqual([KeyVersionId]);
      expect((await service.call(decrypt, { CiphertextBlob })).KeyVersionId).toBe(KeyVersionId);
    },
  );

  it("keeps in the trail the version that ReEncrypt opens", async () => {
    const { CiphertextBlob, KeyVersionId } = await encrypted();
    await encrypted();
    const trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] };
    await service.call(reEncrypt, { CiphertextBlob, DestinationKeyId: KeyId }, {}, trail);
    expect(trail.keyVersions).toEqual([KeyVersionId, await primaryOf()]);
  });

  it("is rotated once, though many calls come at the same time to several processes", async () => {
    await begin({ max: 1024, warnFrom: 1024 });
    KeyId = await service.newKey(weekly);
    const calls = [service.call, service.another()];
    for (let index = 0; index < 1024; index++) await encrypted();
    const used = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const { KeyVersionId } = await encrypted(calls[index % 2]);
        return KeyVersionId;
      }),
    );
    // One process has the messages of the second version, the other one those of the third.
    const { TotalCount } = await service.call(listKeyVersions, { KeyId });
    expect(new Set(used).size).toBe(TotalCount - 1);
    expect(TotalCount).toBeLessThanOrEqual(3);
  });

  it("is refused where its next version cannot be made, and the message says why", async () => {
    KeyId = await service.newKey({ ProtectionLevel: "HSM", ...weekly });
    for (let index = 0; index < 2; index++) await encrypted();
    const strict = service.another({ strictProtectionLevel: true });
    const { code, message } = await refusalOf(encrypted(strict));
    expect(code).toBe("Rejected.LimitExceeded");
    expect(message).toContain(`the next version of key ${KeyId} cannot be made`);
    expect(message).toContain("no hardware module is configured");
  });

  it("is not tried to be rotated by each call, where that has failed: after some seconds again", async () => {
    let made = 0;
    let isBroken = false;
    const createOrFail: CryptoBackend["createKey"] = () => {
      made += 1;
      throw new CryptoError("faulty", "a random number came twice");
    };
    await begin(
      { max: 2, warnFrom: 2 },
      {
        watch: (crypto) => ({
          ...crypto,
          createKey: (key) => (isBroken ? createOrFail(key) : crypto.createKey(key)),
        }),
      },
    );
    KeyId = await service.newKey(weekly);
    for (let index = 0; index < 2; index++) await encrypted();
    isBroken = true;
    for (let index = 0; index < 5; index++) {
      const { code, message } = await refusalOf(encrypted());
      expect(code).toBe("Rejected.LimitExceeded");
      expect(message).toContain(`the next version of key ${KeyId} cannot be made`);
      expect(message).toContain("has encrypted 2 messages");
      expect(message).not.toContain("random number");
    }
    expect([made, readPastCaches]).toEqual([1, 1]);
    service.clock.now += 5000;
    expect(await outcomeOf(encrypted())).toBe("Rejected.LimitExceeded");
    expect(made).toBe(2);
    service.clock.now += 5000;
    isBroken = false;
    expect(await outcomeOf(encrypted())).toBe("OK");
  });

  it("is to be called again where the module is away that makes its next version", async () => {
    let isAway = false;
    const watch: Watch = (crypto) => ({
      ...crypto,
      createKey: (key) =>
        isAway ? Promise.reject(new CryptoError("unavailable", "away")) : crypto.createKey(key),
    });
    await begin({ max: 2, warnFrom: 2 }, { watch });
    KeyId = await service.newKey(weekly);
    for (let index = 0; index < 2; index++) await encrypted();
    isAway = true;
    expect(await outcomeOf(encrypted())).toBe("ServiceUnavailableTemporary");
    isAway = false;
    expect(await outcomeOf(encrypted())).toBe("OK");
  });

  it("is not told to be rotated by itself where it is so already, and cannot be at the moment", async () => {
    await begin({ max: 2, warnFrom: 2 }, { adds: () => Promise.resolve("key not usable") });
    KeyId = await service.newKey(weekly);
    for (let index = 0; index < 2; index++) await encrypted();
    const { code, message } = await refusalOf(encrypted());
    expect([code, added]).toEqual(["Rejected.LimitExceeded", 1]);
    expect(message).toContain(`the next version of key ${KeyId} cannot be made`);
    expect(message).not.toContain("switch on");
  });

  it("is not rotated by a dry run", async () => {
    await Promise.all([encrypted(), encrypted()]);
    const dry = service.call(encrypt, { KeyId, Plaintext: "dGV4dA==" }, { dryRun: true });
    expect(await outcomeOf(dry)).toBe("OK");
    expect((await service.call(listKeyVersions, { KeyId })).TotalCount).toBe(1);
  });

  it("may be told to be so when it is full already", async () => {
    KeyId = await service.newKey();
    for (let index = 0; index < 2; index++) await encrypted();
    expect(await outcomeOf(encrypted())).toBe("Rejected.LimitExceeded");
    await service.call(updateRotationPolicy, { KeyId, ...weekly });
    expect(await outcomeOf(encrypted())).toBe("OK");
    expect((await service.call(listKeyVersions, { KeyId })).TotalCount).toBe(2);
  });

  it("seals the values of its secrets under the new version", async () => {
    const DKMSInstanceId = await service.newInstance();
    const { KeyMetadata } = await service.call(createKey, { DKMSInstanceId, ...weekly });
    KeyId = KeyMetadata.KeyId;
    const [SecretName, EncryptionKeyId] = ["s", KeyId];
    const first = { SecretName, SecretData: "value 1", VersionId: "v1" };
    await service.call(createSecret, { ...first, EncryptionKeyId, DKMSInstanceId });
    for (const n of ["2", "3", "4"]) {
      await service.call(putSecretValue, { SecretName, SecretData: `value ${n}`, VersionId: `v${n}` });
    }
    for (const n of ["1", "2", "3", "4"]) {
      const { SecretData } = await service.call(getSecretValue, { SecretName, VersionId: `v${n}` });
      expect(SecretData).toBe(`value ${n}`);
    }
    expect((await service.call(listKeyVersions, { KeyId })).TotalCount).toBe(2);
  });
});

it("is 2^32 messages, and a warning at half of them", () => {
  expect(gcmLimits).toEqual({ max: 4_294_967_296, warnFrom: 2_147_483_648 });
});
