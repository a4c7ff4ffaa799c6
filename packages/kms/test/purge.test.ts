import { createAlias, decrypt, describeKey, encrypt, scheduleKeyDeletion } from "@keyferry/protocol";
import { CryptoError, type CryptoBackend } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { importInto, newExternalKey } from "./imports.ts";
import { account, bytes, createService, day, outcomeOf, region } from "./service.ts";

/** A backend that counts the versions it is asked to forget. */
function countingDestroyed(destroyed: string[]) {
  return (crypto: CryptoBackend): CryptoBackend => ({
    ...crypto,
    destroyKey: (key) => {
      destroyed.push(key.versionId);
      return crypto.destroyKey(key);
    },
  });
}

/** A backend that does not reach some versions. */
function refusing(away: ReadonlySet<string>) {
  return (crypto: CryptoBackend): CryptoBackend => ({
    ...crypto,
    destroyKey: (key) =>
      away.has(key.versionId)
        ? Promise.reject(new CryptoError("unavailable", "the module is away"))
        : crypto.destroyKey(key),
  });
}

describe("a key whose day of deletion has come", () => {
  it("is found until that moment, and not from it on", async () => {
    const { newKey, call, clock } = await createService();
    const KeyId = await newKey();
    const { CiphertextBlob } = await call(encrypt, { KeyId, Plaintext: "a" });
    await call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    clock.now += 7 * day - 1;
    expect(await outcomeOf(call(describeKey, { KeyId }))).toBe("OK");
    clock.now += 1;
    expect(await outcomeOf(call(describeKey, { KeyId }))).toBe("Forbidden.KeyNotFound");
    expect(await outcomeOf(call(decrypt, { CiphertextBlob }))).toBe("Forbidden.KeyNotFound");
  });

  it("is deleted by purgeDueKeys, from the store and from its backend, and no other key is", async () => {
    const destroyed: string[] = [];
    const { newKey, call, clock, kms } = await createService({ watch: countingDestroyed(destroyed) });
    const [gone, later, kept] = [await newKey(), await newKey(), await newKey()];
    const { KeyVersionId } = await call(encrypt, { KeyId: gone, Plaintext: "a" });
    await call(createAlias, { KeyId: gone, AliasName: "alias/gone" });
    await call(scheduleKeyDeletion, { KeyId: gone, PendingWindowInDays: 7 });
    await call(scheduleKeyDeletion, { KeyId: later, PendingWindowInDays: 8 });
    expect(await kms.purgeDueKeys()).toBe(0);
    clock.now += 7 * day;
    expect(await kms.purgeDueKeys()).toBe(1);
    expect(destroyed).toEqual([KeyVersionId]);
    expect(await kms.purgeDueKeys()).toBe(0);
    clock.now -= 7 * day;
    expect(await outcomeOf(call(describeKey, { KeyId: gone }))).toBe("Forbidden.KeyNotFound");
    expect(await outcomeOf(call(describeKey, { KeyId: "alias/gone" }))).toBe("Forbidden.AliasNotFound");
    expect(await outcomeOf(call(describeKey, { KeyId: later }))).toBe("OK");
    expect(await outcomeOf(call(describeKey, { KeyId: kept }))).toBe("OK");
  });

  it("is deleted in every account and region", async () => {
    const { newKey, call, clock, kms } = await createService();
    for (const caller of [{}, { region: "cn-beijing" }]) {
      const KeyId = await newKey({}, caller);
      await call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }, caller);
    }
    clock.now += 7 * day;
    expect(await kms.purgeDueKeys()).toBe(2);
  });

  it("does not keep others from being forgotten when no backend is there for it", async () => {
    const destroyed: string[] = [];
    const { newKey, call, clock, kms, store } = await createService({ watch: countingDestroyed(destroyed) });
    const home = store.scoped({ account, region });
    const model = await home.keys.read.byId(await newKey());
    if (model === undefined) throw new Error("the key is not there");
    const id = "99999999-9999-4999-8999-999999999999";
    await home.keys.write.create(
      { ...model, id, primaryVersionId: id },
      {
        id,
        keyId: id,
        custody: "a token that is gone",
        fingerprint: null,
        material: bytes("x"),
        createdAt: clock.now,
      },
      [],
    );
    for (const KeyId of [id, await newKey(), await newKey()]) {
      await call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    }
    clock.now += 7 * day;
    await expect(kms.purgeDueKeys()).rejects.toThrow(AggregateError);
    expect(destroyed).toHaveLength(3);
  });

  it("does not keep imported material of others from being taken away at its end", async () => {
    const away = new Set<string>();
    const service = await createService({ watch: refusing(away) });
    const { newKey, call, clock, kms, store } = service;
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, new Uint8Array(32).fill(7), Math.floor(clock.now / 1000) + 60);
    const doomed = await newKey();
    away.add((await call(describeKey, { KeyId: doomed })).KeyMetadata.PrimaryKeyVersion);
    await call(scheduleKeyDeletion, { KeyId: doomed, PendingWindowInDays: 7 });
    clock.now += 7 * day;
    await expect(kms.purgeDueKeys()).rejects.toThrow("not deleted yet");
    const key = await store.scoped({ account, region }).keys.read.byId(KeyId);
    expect(key).toMatchObject({ state: "PendingImport", materialExpiresAt: null });
  });
});
