import type { CryptoBackend } from "@keyferry/crypto";
import {
  asymmetricSign,
  asymmetricVerify,
  createAlias,
  createKeyVersion,
  decrypt,
  describeKey,
  describeKeyVersion,
  encrypt,
  generateDataKey,
  getPublicKey,
  listKeyVersions,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { newKeyPair } from "./key-pairs.ts";
import { account, bytes, createService, day, outcomeOf, refusalOf, region, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

const newInstanceKey = async ({ newInstance, newKey } = service) =>
  newKey({ DKMSInstanceId: await newInstance() });
const primaryOf = async (KeyId: string) =>
  (await service.call(describeKey, { KeyId })).KeyMetadata.PrimaryKeyVersion;
const addVersion = async (KeyId: string) =>
  (await service.call(createKeyVersion, { KeyId })).KeyVersion.KeyVersionId;
const versionsOf = async (KeyId: string, page = {}) =>
  (await service.call(listKeyVersions, { KeyId, ...page })).KeyVersions.map(
    ({ KeyVersionId }) => KeyVersionId,
  );

describe("CreateKeyVersion of a key pair outside instances", () => {
  it.each(["RSA_2048", "EC_P256", "EC_P256K", "EC_SM2"] as const)(
    "makes another key of %s, and leaves the primary version",
    async (spec) => {
      const { KeyId, KeyVersionId: first } = await newKeyPair(service, spec, "SIGN/VERIFY");
      service.clock.now += 7 * day;
      const { KeyVersion } = await service.call(createKeyVersion, { KeyId });
      expect(KeyVersion).toEqual({
        KeyId,
        KeyVersionId: KeyVersion.KeyVersionId,
        CreationDate: new Date(service.clock.now),
      });
      expect(await versionsOf(KeyId)).toEqual([first, KeyVersion.KeyVersionId]);
      expect(await primaryOf(KeyId)).toBe(first);
      const [old, recent] = await Promise.all(
        [first, KeyVersion.KeyVersionId].map((KeyVersionId) =>
          service.call(getPublicKey, { KeyId, KeyVersionId }),
        ),
      );
      expect(recent?.PublicKey).not.toBe(old?.PublicKey);
    },
  );

  it("makes keys that sign each for itself", async () => {
    const { KeyId, KeyVersionId } = await newKeyPair(service, "EC_P256", "SIGN/VERIFY");
    const recent = await addVersion(KeyId);
    const request = { KeyId, KeyVersionId, Algorithm: "ECDSA_SHA_256", Digest: new Uint8Array(32) } as const;
    const { Value } = await service.call(asymmetricSign, request);
    const verified = async (version: string) =>
      (await service.call(asymmetricVerify, { ...request, Value, KeyVersionId: version })).Value;
    expect([await verified(KeyVersionId), await verified(recent)]).toEqual([true, false]);
  });
});

describe("CreateKeyVersion of a symmetric key of an instance", () => {
  it("makes the primary version, and the old one still opens what it made", async () => {
    const KeyId = await newInstanceKey();
    const old = await service.call(encrypt, { KeyId, Plaintext: "old" });
    const recent = await addVersion(KeyId);
    expect(await primaryOf(KeyId)).toBe(recent);
    expect(recent).toMatch(new RegExp(`^${KeyId}-[0-9a-z]{10}$`));
    const made = await service.call(encrypt, { KeyId, Plaintext: "new" });
    expect(made.KeyVersionId).toBe(recent);
    expect((await service.call(generateDataKey, { KeyId })).KeyVersionId).toBe(recent);
    for (const [blob, plaintext] of [
      [old, "old"],
      [made, "new"],
    ] as const) {
      const { KeyVersionId, CiphertextBlob } = blob;
      expect(await service.call(decrypt, { CiphertextBlob })).toEqual({
        KeyId,
        KeyVersionId,
        Plaintext: plaintext,
      });
    }
  });

  it("makes a key of its own: no version opens what another made", async () => {
    const KeyId = await newInstanceKey();
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "a" });
    CiphertextBlob.set(bytes(await addVersion(KeyId)));
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }))).toBe("InvalidParameter");
  });

  it("is shown in what DescribeKey tells of the key, and nothing else is", async () => {
    const KeyId = await newInstanceKey();
    const before = (await service.call(describeKey, { KeyId })).KeyMetadata;
    service.clock.now += day;
    const PrimaryKeyVersion = await addVersion(KeyId);
    const after = (await service.call(describeKey, { KeyId })).KeyMetadata;
    const LastRotationDate = new Date(service.clock.now);
    expect(after).toEqual({ ...before, PrimaryKeyVersion, LastRotationDate });
  });
});

describe("CreateKeyVersion", () => {
  it("refuses a symmetric key outside instances and a key pair inside", async () => {
    const DKMSInstanceId = await service.newInstance();
    const plain = await service.newKey();
    const { KeyId } = await newKeyPair(service, "EC_SM2", "SIGN/VERIFY", { DKMSInstanceId });
    for (const key of [plain, KeyId]) {
      expect(await refusalOf(service.call(createKeyVersion, { KeyId: key }))).toMatchObject({
        code: "Rejected.UnsupportedOperation",
        status: 400,
      });
      expect(await versionsOf(key)).toHaveLength(1);
    }
  });

  it("takes the key by its alias and answers its id", async () => {
    const { KeyId } = await newKeyPair(service, "EC_P256", "SIGN/VERIFY");
    await service.call(createAlias, { KeyId, AliasName: "alias/pair" });
    const { KeyVersion } = await service.call(createKeyVersion, { KeyId: "alias/pair" });
    expect(KeyVersion.KeyId).toBe(KeyId);
  });

  it("does not find an unknown key", async () => {
    expect(await outcomeOf(service.call(createKeyVersion, { KeyId: "alias/none" }))).toBe(
      "Forbidden.AliasNotFound",
    );
    expect(await outcomeOf(service.call(createKeyVersion, { KeyId: "key-none" }))).toBe(
      "Forbidden.KeyNotFound",
    );
  });
});

describe("the versions of a key", () => {
  it("are 50 at the most, however many are asked for at once", async () => {
    const KeyId = await newInstanceKey();
    const asked = Array.from({ length: 60 }, () => outcomeOf(service.call(createKeyVersion, { KeyId })));
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((outcome) => outcome === "OK")).toHaveLength(49);
    expect(new Set(outcomes)).toEqual(new Set(["OK", "Rejected.LimitExceeded"]));
    expect(await refusalOf(service.call(createKeyVersion, { KeyId }))).toMatchObject({
      code: "Rejected.LimitExceeded",
      status: 400,
    });
    expect((await service.call(listKeyVersions, { KeyId })).TotalCount).toBe(50);
  });

  it("are not made any more when the key is disabled meanwhile, and the backend forgets what it made", async () => {
    const made: string[] = [];
    const destroyed: string[] = [];
    let interrupt = async () => {};
    const watch = (crypto: CryptoBackend): CryptoBackend => ({
      ...crypto,
      createKey: async (key) => {
        made.push(key.versionId);
        await interrupt();
        return crypto.createKey(key);
      },
      destroyKey: (key) => {
        destroyed.push(key.versionId);
        return crypto.destroyKey(key);
      },
    });
    service = await createService({ watch });
    const KeyId = await newInstanceKey();
    const [first] = made;
    interrupt = () => service.setState(KeyId, "Disabled");
    expect(await outcomeOf(service.call(createKeyVersion, { KeyId }))).toBe("Rejected.StateModifiedFailed");
    expect(destroyed).toEqual(made.slice(1));
    expect(await versionsOf(KeyId)).toEqual([first]);
    expect(await primaryOf(KeyId)).toBe(first);
  });

  it("all go with the key", async () => {
    const KeyId = await newInstanceKey();
    const versions = [await primaryOf(KeyId), await addVersion(KeyId), await addVersion(KeyId)];
    await service.setState(KeyId, "PendingDeletion");
    service.clock.now += 7 * day;
    expect(await service.kms.purgeDueKeys()).toBe(versions.length);
  });
});

describe("DescribeKeyVersion", () => {
  it("tells key, version and the day that it was made", async () => {
    const KeyId = await newInstanceKey();
    const born = new Date(service.clock.now);
    const first = await primaryOf(KeyId);
    service.clock.now += day;
    const second = await addVersion(KeyId);
    const described = async (KeyVersionId: string) =>
      (await service.call(describeKeyVersion, { KeyId, KeyVersionId })).KeyVersion;
    expect(await described(first)).toEqual({ KeyId, KeyVersionId: first, CreationDate: born });
    expect(await described(second)).toEqual({
      KeyId,
      KeyVersionId: second,
      CreationDate: new Date(service.clock.now),
    });
  });

  it("takes any key that there is, by alias and ARN as well", async () => {
    const KeyId = await service.newKey();
    const KeyVersionId = await primaryOf(KeyId);
    await service.call(createAlias, { KeyId, AliasName: "alias/plain" });
    for (const name of ["alias/plain", `acs:kms:${region}:${account}:key/${KeyId}`]) {
      const { KeyVersion } = await service.call(describeKeyVersion, { KeyId: name, KeyVersionId });
      expect(KeyVersion).toMatchObject({ KeyId, KeyVersionId });
    }
  });

  it("does not find a version that is not there, nor one of another key", async () => {
    const [KeyId, other] = [await service.newKey(), await service.newKey()];
    const unknown = "11111111-1111-4111-8111-111111111111";
    for (const KeyVersionId of [unknown, await primaryOf(other), KeyId]) {
      expect(await refusalOf(service.call(describeKeyVersion, { KeyId, KeyVersionId }))).toMatchObject({
        code: "Forbidden.KeyVersionNotFound",
        status: 404,
      });
    }
  });

  it("does not find a key that is not there, whatever the version", async () => {
    const KeyVersionId = await primaryOf(await service.newKey());
    const describeOf = (KeyId: string) =>
      outcomeOf(service.call(describeKeyVersion, { KeyId, KeyVersionId }));
    expect(await describeOf("key-none")).toBe("Forbidden.KeyNotFound");
    expect(await describeOf("alias/none")).toBe("Forbidden.AliasNotFound");
  });
});

describe("ListKeyVersions", () => {
  it("answers what DescribeKeyVersion answers, oldest first", async () => {
    const { KeyId, KeyVersionId } = await newKeyPair(service, "EC_P256", "SIGN/VERIFY");
    service.clock.now += day;
    const second = await addVersion(KeyId);
    const described = await Promise.all(
      [KeyVersionId, second].map(
        async (version) =>
          (await service.call(describeKeyVersion, { KeyId, KeyVersionId: version })).KeyVersion,
      ),
    );
    expect(await service.call(listKeyVersions, { KeyId })).toEqual({
      KeyVersions: described,
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 2,
    });
  });

  it("answers pages of 10 unless told otherwise", async () => {
    const KeyId = await newInstanceKey();
    const all = [await primaryOf(KeyId)];
    for (let index = 0; index < 11; index++) all.push(await addVersion(KeyId));
    expect(await versionsOf(KeyId)).toEqual(all.slice(0, 10));
    expect(await versionsOf(KeyId, { PageNumber: 2 })).toEqual(all.slice(10));
    expect(await versionsOf(KeyId, { PageNumber: 3, PageSize: 5 })).toEqual(all.slice(10));
    expect(await service.call(listKeyVersions, { KeyId, PageNumber: 4, PageSize: 5 })).toEqual({
      KeyVersions: [],
      PageNumber: 4,
      PageSize: 5,
      TotalCount: 12,
    });
  });

  it("lists those of one key only, by its alias as well", async () => {
    const [one, two] = [await newInstanceKey(), await service.newKey()];
    await addVersion(one);
    await service.call(createAlias, { KeyId: two, AliasName: "alias/two" });
    expect(await versionsOf(one)).toHaveLength(2);
    expect(await versionsOf("alias/two")).toEqual([await primaryOf(two)]);
  });

  it("does not find a key that is not there", async () => {
    expect(await outcomeOf(service.call(listKeyVersions, { KeyId: "key-none" }))).toBe(
      "Forbidden.KeyNotFound",
    );
  });
});
