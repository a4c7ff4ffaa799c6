import {
  cancelKeyDeletion,
  decrypt,
  deleteKeyMaterial,
  encrypt,
  importKeyMaterial,
  scheduleKeyDeletion,
} from "@keyferry/protocol";
import { StoreError, type KeyWriter } from "@keyferry/store";
import { describe, expect, it } from "vitest";
import { forgetfulModule } from "./forgetful-module.ts";
import { importInto, importOf, newExternalKey, stateOf } from "./imports.ts";
import { createService, outcomeOf } from "./service.ts";

const material = new Uint8Array(32).fill(1);
const other = new Uint8Array(32).fill(2);

/** Something that happens once, in the middle of what a service does. */
function between() {
  let waiting: (() => Promise<unknown>) | undefined;
  return {
    once: (work: () => Promise<unknown>) => (waiting = work),
    happens: async () => {
      const work = waiting;
      waiting = undefined;
      await work?.();
    },
  };
}

describe("two things at once", () => {
  it("an import, while other material is imported, used and taken away: that one stays the key's", async () => {
    const { once, happens } = between();
    const service = await createService({
      watch({ unwrapper, ...others }) {
        if (unwrapper === undefined) throw new Error("there is no unwrapper");
        return {
          ...others,
          unwrapper: {
            newWrappingPair: (algorithm) => unwrapper.newWrappingPair(algorithm),
            async unwrap(privateKey, wrapped, algorithm) {
              await happens();
              return unwrapper.unwrap(privateKey, wrapped, algorithm);
            },
          },
        };
      },
    });
    const KeyId = await newExternalKey(service);
    const late = await importOf(service, KeyId, other);
    const blobs: Uint8Array[] = [];
    once(async () => {
      await importInto(service, KeyId, material);
      blobs.push((await service.call(encrypt, { KeyId, Plaintext: "orders" })).CiphertextBlob);
      await service.call(deleteKeyMaterial, { KeyId });
    });
    const outcome = await outcomeOf(service.call(importKeyMaterial, late));
    expect(outcome).toBe("Rejected.StateModifiedFailed");
    expect(await outcomeOf(service.call(importKeyMaterial, late))).toBe("InvalidKeyMaterial");
    await importInto(service, KeyId, material);
    for (const CiphertextBlob of blobs) {
      expect(await service.call(decrypt, { CiphertextBlob })).toMatchObject({ Plaintext: "orders" });
    }
    expect(blobs).toHaveLength(1);
  });

  it.each(["SOFTWARE", "HSM"] as const)(
    "a purge, while the %s material that has expired is imported again: it stays",
    async (ProtectionLevel) => {
      const { once, happens } = between();
      const { watch, count } = forgetfulModule(happens);
      const service = await createService({ watch });
      const KeyId = await newExternalKey(service, { ProtectionLevel });
      await importInto(service, KeyId, material, service.clock.now / 1_000 + 60);
      const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "orders" });
      service.clock.now += 60_000;
      once(() => importInto(service, KeyId, material));
      await service.kms.purgeDueKeys();
      expect(await stateOf(service, KeyId)).toEqual(["Enabled", ""]);
      expect(await service.call(decrypt, { CiphertextBlob })).toMatchObject({ Plaintext: "orders" });
      expect(count()).toBe(ProtectionLevel === "HSM" ? 1 : 0);
    },
  );

  it("two imports into a module: one of them is the key's, and nothing is left of the other", async () => {
    const { watch, count } = forgetfulModule();
    const service = await createService({ watch });
    const KeyId = await newExternalKey(service, { ProtectionLevel: "HSM" });
    await importInto(service, KeyId, material);
    const requests = [await importOf(service, KeyId, material), await importOf(service, KeyId, material)];
    const outcomes = await Promise.all(
      requests.map((request) => outcomeOf(service.call(importKeyMaterial, request))),
    );
    expect(outcomes).toContain("OK");
    expect(count()).toBe(1);
    expect(await outcomeOf(service.call(encrypt, { KeyId, Plaintext: "orders" }))).toBe("OK");
  });

  it("a store that fails, while material is taken out of a module: to import it again heals the key", async () => {
    let isAway = false;
    const { watch, count } = forgetfulModule();
    const service = await createService({
      watch,
      watchStore: (store) => ({
        ...store,
        scoped(scope) {
          const { keys, ...others } = store.scoped(scope);
          const write: KeyWriter = {
            ...keys.write,
            changeMaterial: (...change) =>
              isAway
                ? Promise.reject(new StoreError("unavailable", "The database does not answer."))
                : keys.write.changeMaterial(...change),
          };
          return { ...others, keys: { ...keys, write } };
        },
      }),
    });
    const KeyId = await newExternalKey(service, { ProtectionLevel: "HSM" });
    await importInto(service, KeyId, material);
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "orders" });
    isAway = true;
    await expect(service.call(deleteKeyMaterial, { KeyId })).rejects.toThrow(StoreError);
    expect(count()).toBe(0);
    isAway = false;
    await importInto(service, KeyId, material);
    expect(await service.call(decrypt, { CiphertextBlob })).toMatchObject({ Plaintext: "orders" });
    expect(count()).toBe(1);
  });

  it("a deletion that is called off, while the material is taken away: the key waits for it", async () => {
    const { once, happens } = between();
    const service = await createService({
      watchStore: (store) => ({
        ...store,
        scoped(scope) {
          const { keys, ...others } = store.scoped(scope);
          const write: KeyWriter = {
            ...keys.write,
            async changeState(keyId, change) {
              await happens();
              return keys.write.changeState(keyId, change);
            },
          };
          return { ...others, keys: { ...keys, write } };
        },
      }),
    });
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, material);
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    once(() => service.call(deleteKeyMaterial, { KeyId }));
    await service.call(cancelKeyDeletion, { KeyId });
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
  });
});
