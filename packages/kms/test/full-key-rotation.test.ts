import { CryptoError, type CryptoBackend } from "@keyferry/crypto";
import type { AuditTrail } from "@keyferry/kms";
import {
  createKey,
  createSecret,
  decrypt,
  describeKey,
  encrypt,
  generateAndExportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  getSecretValue,
  listKeyVersions,
  putSecretValue,
  reEncrypt,
  updateRotationPolicy,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { countedService, weekly, type Counts, type Watch } from "./counted-messages.ts";
import { recipients } from "./recipients.ts";
import { outcomeOf, refusalOf, type Service } from "./service.ts";

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

/** What an answer says of what was made. */
interface Made {
  readonly KeyVersionId: string;
  readonly CiphertextBlob: Uint8Array;
}

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
    expect([made, counts.readPastCaches]).toEqual([1, 1]);
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
    expect([code, counts.added]).toEqual(["Rejected.LimitExceeded", 1]);
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
