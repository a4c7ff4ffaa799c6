import type { CryptoBackend } from "@keyferry/crypto";
import { makeKey, newKeyIds, type NewKeyPlan } from "@keyferry/kms";
import {
  createKeyVersion,
  deleteKeyMaterial,
  encrypt,
  listKeyVersions,
  ServiceError,
  updateRotationPolicy,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { forgetfulModule } from "./forgetful-module.ts";
import { importInto, newExternalKey, stateOf } from "./imports.ts";
import { account, createService, day, outcomeOf, refusalOf, region, type Service } from "./service.ts";

const material = new Uint8Array(32).fill(5);
const level = "Unsupported.ProtectionLevel";
const weekly = { EnableAutomaticRotation: true, RotationInterval: 604_800 };

/** A key that says HSM, from a time when that was made in software: in an instance, or with material from outside. */
async function oldKey(
  { crypto, clock, store, newInstance }: Service,
  origin: NonNullable<NewKeyPlan["origin"]> = "Aliyun_KMS",
): Promise<string> {
  const instance = origin === "EXTERNAL" ? null : await newInstance();
  const { key, version } = await makeKey(crypto, {
    scope: { account, region },
    ids: newKeyIds(instance, (length) => globalThis.crypto.getRandomValues(new Uint8Array(length))),
    ...{ spec: "Aliyun_AES_256", usage: "ENCRYPT/DECRYPT", protectionLevel: "HSM", description: "" },
    ...{ origin, instance, creator: account, now: clock.now },
  });
  await store.scoped({ account, region }).keys.write.create(key, version, []);
  return key.id;
}

/** Says of a key's material that a module has it. */
async function moveToModule({ store }: Service, KeyId: string): Promise<void> {
  const { read, write } = store.scoped({ account, region }).keys;
  const from = (await read.byVersion((await read.byId(KeyId))?.primaryVersionId ?? ""))?.version;
  if (from === undefined) throw new Error("the key has no version");
  const [to, states] = [{ ...from, custody: "module" }, { Enabled: "Enabled" }] as const;
  await write.changeMaterial(KeyId, { versionId: from.id, from, to, expiresAt: null, states });
}

const countOf = async ({ call }: Service, KeyId: string) =>
  (await call(listKeyVersions, { KeyId })).TotalCount;

/** The codes of what has failed in a rotation of all keys. */
async function rotationFailures({ kms }: Service): Promise<readonly unknown[]> {
  const failure = await kms.rotateDueKeys().catch((error: unknown) => error);
  if (!(failure instanceof AggregateError)) throw new Error("it did not fail", { cause: failure });
  return failure.errors.map((error: unknown) => (error instanceof ServiceError ? error.code : error));
}

describe("new material of a key that says HSM, where no module is configured", () => {
  it("is made in software, as a new key is", async () => {
    const service = await createService();
    expect(await outcomeOf(service.call(createKeyVersion, { KeyId: await oldKey(service) }))).toBe("OK");
    const KeyId = await oldKey(service, "EXTERNAL");
    expect(await outcomeOf(importInto(service, KeyId, material))).toBe("OK");
  });

  it("is refused under strictProtectionLevel: as a version", async () => {
    const service = await createService({ strictProtectionLevel: true });
    const KeyId = await oldKey(service);
    const refusal = await refusalOf(service.call(createKeyVersion, { KeyId }));
    expect(refusal).toMatchObject({ code: level, status: 400 });
    expect(await countOf(service, KeyId)).toBe(1);
  });

  it("is refused under strictProtectionLevel: by rotation, at once and later", async () => {
    const service = await createService({ strictProtectionLevel: true });
    const KeyId = await oldKey(service);
    expect(await outcomeOf(service.call(updateRotationPolicy, { KeyId, ...weekly }))).toBe("OK");
    service.clock.now += 8 * day;
    expect(await rotationFailures(service)).toEqual([level]);
    expect(await outcomeOf(service.call(updateRotationPolicy, { KeyId, ...weekly }))).toBe(level);
    expect(await countOf(service, KeyId)).toBe(1);
  });

  it("is refused under strictProtectionLevel: from outside", async () => {
    const service = await createService({ strictProtectionLevel: true });
    const KeyId = await oldKey(service, "EXTERNAL");
    expect(await outcomeOf(importInto(service, KeyId, material))).toBe(level);
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
  });
});

describe("new material of a key whose module is configured no longer", () => {
  it("is not made elsewhere, as a version", async () => {
    const service = await createService();
    const KeyId = await oldKey(service);
    await moveToModule(service, KeyId);
    const refusal = await refusalOf(service.call(createKeyVersion, { KeyId }));
    expect(refusal).toMatchObject({ code: "ServiceUnavailableTemporary", status: 503 });
    expect(await countOf(service, KeyId)).toBe(1);
  });

  it("is not kept elsewhere, from outside", async () => {
    const service = await createService();
    const KeyId = await oldKey(service, "EXTERNAL");
    await importInto(service, KeyId, material);
    await moveToModule(service, KeyId);
    expect(await outcomeOf(importInto(service, KeyId, material))).toBe("ServiceUnavailableTemporary");
  });
});

describe("new material of a key that says HSM, beside a module", () => {
  it("goes into the module", async () => {
    const { watch, count } = forgetfulModule();
    const service = await createService({ watch });
    const KeyId = await newExternalKey(service, { ProtectionLevel: "HSM" });
    for (const expected of [1, 0, 1]) {
      if (expected === 0) await service.call(deleteKeyMaterial, { KeyId });
      else await importInto(service, KeyId, material);
      expect(count()).toBe(expected);
    }
    expect(await outcomeOf(service.call(encrypt, { KeyId, Plaintext: "a" }))).toBe("OK");
  });

  it("is refused where the module makes no such keys, or takes none in", async () => {
    const withoutAes = (crypto: CryptoBackend): CryptoBackend => ({
      ...crypto,
      capabilities: crypto.capabilities.flatMap((host) => [
        host,
        { ...host, custody: "module", protectionLevel: "HSM", keySpecs: ["RSA_2048"] },
      ]),
    });
    const service = await createService({ watch: withoutAes });
    const { message, code } = await refusalOf(
      service.call(createKeyVersion, { KeyId: await oldKey(service) }),
    );
    expect(code).toBe(level);
    expect(message).toContain("the hardware module has no Aliyun_AES_256");
    const KeyId = await oldKey(service, "EXTERNAL");
    expect(await outcomeOf(importInto(service, KeyId, material))).toBe(level);
  });
});
