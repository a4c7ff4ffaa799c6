import {
  cancelKeyDeletion,
  decrypt,
  deleteKeyMaterial,
  encrypt,
  importKeyMaterial,
  scheduleKeyDeletion,
} from "@keyferry/protocol";
import type { KeyWriter } from "@keyferry/store";
import { describe, expect, it } from "vitest";
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

  it("a purge, while the material that has expired is imported again: it stays", async () => {
    const { once, happens } = between();
    const service = await createService({
      watch: (crypto) => ({
        ...crypto,
        async destroyKey(key) {
          await happens();
          await crypto.destroyKey(key);
        },
      }),
    });
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, material, service.clock.now / 1_000 + 60);
    service.clock.now += 60_000;
    once(() => importInto(service, KeyId, material));
    await service.kms.purgeDueKeys();
    expect(await stateOf(service, KeyId)).toEqual(["Enabled", ""]);
    expect(await outcomeOf(service.call(encrypt, { KeyId, Plaintext: "orders" }))).toBe("OK");
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
