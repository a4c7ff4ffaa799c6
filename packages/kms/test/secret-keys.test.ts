import { CryptoError } from "@keyferry/crypto";
import { makeKey, newAuditTrail, newKeyIds } from "@keyferry/kms";
import {
  batchGetSecretValue,
  createAlias,
  createKeyVersion,
  createSecret,
  deleteSecret,
  describeKey,
  describeSecret,
  disableKey,
  enableKey,
  getSecretValue,
  listAliases,
  listSecretVersionIds,
  putSecretValue,
  scheduleKeyDeletion,
} from "@keyferry/protocol";
import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { callsOnSecret, SecretName } from "./secret-calls.ts";
import { account, as, createService, day, outcomeOf, region, type Service } from "./service.ts";

const first = { SecretName, VersionId: "v1", SecretData: "one" };
const second = { SecretName, VersionId: "v2", SecretData: "two" };
const scope = { account, region };

/** Makes the key of a cloud service, as seeds do. */
async function keyOfService({ crypto, store, clock }: Service, creator: string): Promise<string> {
  const { key, version } = await makeKey(crypto, {
    scope,
    ids: newKeyIds(null, (length) => new Uint8Array(randomBytes(length))),
    spec: "Aliyun_AES_256",
    usage: "ENCRYPT/DECRYPT",
    protectionLevel: "SOFTWARE",
    instance: null,
    description: "",
    creator,
    now: clock.now,
  });
  await store.scoped(scope).keys.write.create(key, version, []);
  return key.id;
}

describe("the key of a secret", () => {
  let service: Service;
  const { create, put, get, describeIt } = callsOnSecret(() => service);

  beforeEach(async () => {
    service = await createService();
  });

  it("is one of the service's own where none is chosen: one for all secrets, which nobody is told of", async () => {
    const names = ["a", "b", "c", "d"];
    await Promise.all(names.map((name) => create({ SecretName: name })));
    const { Aliases } = await service.call(listAliases, {});
    expect(Aliases.map(({ AliasName }) => AliasName)).toEqual(["alias/acs/secretsmanager"]);
    const KeyId = Aliases[0]?.KeyId ?? "";
    expect((await service.call(describeKey, { KeyId })).KeyMetadata).toMatchObject({
      Creator: "secretsmanager",
      KeyState: "Enabled",
    });
    const home = service.store.scoped({ account: "1000000000000000", region });
    for (const name of names) {
      expect((await home.secrets.read.byName(name))?.keyId).toBe(KeyId);
      expect((await get({ SecretName: name })).SecretData).toBe("one");
      const told = await service.call(describeSecret, { SecretName: name });
      expect(told.EncryptionKeyId).toBeUndefined();
    }
    expect((await home.keys.read.list({}, { offset: 0, limit: 10 })).total).toBe(1);
  });

  it("is the chosen one, by id or alias, also after it has another version", async () => {
    const DKMSInstanceId = await service.newInstance();
    const KeyId = await service.newKey({ DKMSInstanceId });
    await service.call(createAlias, { KeyId, AliasName: "alias/orders" });
    await create({ EncryptionKeyId: "alias/orders", DKMSInstanceId });
    expect((await describeIt()).EncryptionKeyId).toBe(KeyId);
    await service.call(createKeyVersion, { KeyId });
    await put("v2", "two");
    expect((await get()).SecretData).toBe("two");
    expect((await get({ VersionId: "v1" })).SecretData).toBe("one");
  });

  it("closes the secret while it is disabled, and for good when it is deleted", async () => {
    const KeyId = await service.newKey();
    await create({ EncryptionKeyId: KeyId });
    await service.call(disableKey, { KeyId });
    expect(await outcomeOf(get())).toBe("Rejected.Unavailable");
    expect(await outcomeOf(put("v2", "two"))).toBe("Rejected.Unavailable");
    expect((await describeIt()).EncryptionKeyId).toBe(KeyId);
    await service.call(enableKey, { KeyId });
    expect((await get()).SecretData).toBe("one");
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    expect(await outcomeOf(get())).toBe("Rejected.Unavailable");
    service.clock.now += 8 * day;
    await service.kms.purgeDueKeys();
    expect(await outcomeOf(get())).toBe("Rejected.Unavailable");
    expect(await outcomeOf(put("v2", "two"))).toBe("Rejected.Unavailable");
    expect((await describeIt()).EncryptionKeyId).toBe(KeyId);
  });

  it("is symmetric, and of the secret's own instance", async () => {
    const pair = await service.newKey({ KeySpec: "EC_SM2", KeyUsage: "SIGN/VERIFY" });
    expect(await outcomeOf(create({ EncryptionKeyId: pair }))).toBe("UnsupportedOperation");
    const DKMSInstanceId = await service.newInstance();
    const [inside, outside] = [await service.newKey({ DKMSInstanceId }), await service.newKey()];
    expect(await outcomeOf(create({ EncryptionKeyId: inside }))).toBe("InvalidParameter");
    expect(await outcomeOf(create({ EncryptionKeyId: outside, DKMSInstanceId }))).toBe("InvalidParameter");
    expect(await create({ EncryptionKeyId: inside, DKMSInstanceId })).toMatchObject({ DKMSInstanceId });
    expect(await describeIt()).toMatchObject({ DKMSInstanceId, EncryptionKeyId: inside });
  });
});

describe("the key of another cloud service", () => {
  it("is a choice: whoever reads a value under it needs permission on it, and it is named", async () => {
    const allow = { Effect: "Allow", Action: ["kms:GetSecretValue", "kms:PutSecretValue"], Resource: "*" };
    const service = await createService({ users: [{ name: "app", statements: [allow] }] });
    const EncryptionKeyId = await keyOfService(service, "oss");
    await service.call(createSecret, { ...first, EncryptionKeyId });
    expect(await outcomeOf(service.call(getSecretValue, { SecretName }, as("app")))).toBe(
      "Forbidden.NoPermission",
    );
    expect(await outcomeOf(service.call(putSecretValue, second, as("app")))).toBe("Forbidden.NoPermission");
    expect((await service.call(describeSecret, { SecretName })).EncryptionKeyId).toBe(EncryptionKeyId);
  });
});

describe("the default key", () => {
  it("is one that was made before, by somebody who ended before it had its alias", async () => {
    const service = await createService();
    const left = await keyOfService(service, "secretsmanager");
    await service.call(createSecret, first);
    const { keys, aliases, secrets } = service.store.scoped(scope);
    expect((await secrets.read.byName(SecretName))?.keyId).toBe(left);
    expect((await aliases.read.byName("alias/acs/secretsmanager"))?.keyId).toBe(left);
    expect((await keys.read.list({}, { offset: 0, limit: 9 })).total).toBe(1);
    expect((await service.call(getSecretValue, { SecretName })).SecretData).toBe("one");
  });

  it("is no key that waits for its deletion", async () => {
    const service = await createService();
    const left = await keyOfService(service, "secretsmanager");
    await service.setState(left, "PendingDeletion");
    await service.call(createSecret, first);
    expect((await service.store.scoped(scope).secrets.read.byName(SecretName))?.keyId).not.toBe(left);
  });

  it("is one for all that make it at once", async () => {
    const service = await createService();
    const names = ["a", "b", "c", "d"];
    await Promise.all(names.map((name) => service.call(createSecret, { ...first, SecretName: name })));
    const { secrets } = service.store.scoped(scope);
    const keys = await Promise.all(names.map(async (name) => (await secrets.read.byName(name))?.keyId));
    expect(new Set(keys).size).toBe(1);
    for (const name of names) {
      expect((await service.call(getSecretValue, { SecretName: name })).SecretData).toBe("one");
    }
  });
});

describe("the audit trail", () => {
  it("names the default key in the call that makes it, and in those that use it", async () => {
    const service = await createService();
    const made = newAuditTrail();
    await service.call(createSecret, first, undefined, made);
    const read = newAuditTrail();
    await service.call(getSecretValue, { SecretName }, undefined, read);
    const [key] = read.resources.filter((resource) => resource.includes(":key/"));
    expect(key).toBeDefined();
    expect(made.resources).toContain(key);
    expect(made.keyVersions).toEqual(read.keyVersions);
  });

  it("names the version that opened the value before, when a value is put again", async () => {
    const service = await createService();
    const DKMSInstanceId = await service.newInstance();
    const EncryptionKeyId = await service.newKey({ DKMSInstanceId });
    await service.call(createSecret, { ...first, EncryptionKeyId, DKMSInstanceId });
    const read = newAuditTrail();
    await service.call(getSecretValue, { SecretName }, undefined, read);
    await service.call(createKeyVersion, { KeyId: EncryptionKeyId });
    const again = newAuditTrail();
    await service.call(putSecretValue, first, undefined, again);
    expect(again.keyVersions).toEqual(expect.arrayContaining([...read.keyVersions]));
    expect(again.keyVersions).toHaveLength(2);
  });
});

describe("a module that is away", () => {
  it("fails a batch as it fails one secret: it is no refusal of that secret", async () => {
    let isAway = false;
    const service = await createService({
      watch: (crypto) => ({
        ...crypto,
        decrypt: (source) =>
          isAway
            ? Promise.reject(new CryptoError("unavailable", "the module is away"))
            : crypto.decrypt(source),
      }),
    });
    await service.call(createSecret, first);
    isAway = true;
    const one = service.call(getSecretValue, { SecretName });
    await expect(one).rejects.toMatchObject({ code: "ServiceUnavailableTemporary" });
    const batch = service.call(batchGetSecretValue, { SecretsList: [{ SecretName }] });
    await expect(batch).rejects.toMatchObject({ code: "ServiceUnavailableTemporary" });
  });
});

describe("a secret that becomes another one while a call is allowed", () => {
  /** A service in which `meanwhile` happens once, when a question about `action` is asked. */
  async function serviceWith(
    action: string,
    meanwhile: (service: Service) => Promise<unknown>,
  ): Promise<Service> {
    let isDone = false;
    const service: Service = await createService({
      onQuestion: async (question) => {
        if (isDone || question.action !== action) return;
        isDone = true;
        await meanwhile(service);
      },
    });
    await service.call(createSecret, first);
    return service;
  }

  const makeAnew = async (service: Service) => {
    await service.call(deleteSecret, { SecretName, ForceDeleteWithoutRecovery: true });
    service.clock.now += 1;
    await service.call(createSecret, { ...first, SecretData: "of another" });
  };

  it("is not given the value: nobody was asked about that one", async () => {
    const service = await serviceWith("kms:PutSecretValue", makeAnew);
    expect(await outcomeOf(service.call(putSecretValue, second))).toBe("Forbidden.ResourceNotFound");
    const { VersionIds } = await service.call(listSecretVersionIds, { SecretName });
    expect(VersionIds.map(({ VersionId }) => VersionId)).toEqual(["v1"]);
  });

  it("is not deleted at once when its window has opened meanwhile", async () => {
    let isOpened = false;
    const service = await serviceWith("kms:DeleteSecret", async ({ call }) => {
      isOpened = true;
      await call(deleteSecret, { SecretName });
    });
    const forced = service.call(deleteSecret, { SecretName, ForceDeleteWithoutRecovery: true });
    expect(await outcomeOf(forced)).toBe("Rejected.ResourceInDeleteWindow");
    expect(isOpened).toBe(true);
    expect((await service.call(describeSecret, { SecretName })).PlannedDeleteTime).toBeDefined();
  });
});
