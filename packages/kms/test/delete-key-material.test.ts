import {
  cancelKeyDeletion,
  deleteKeyMaterial,
  describeKey,
  enableKey,
  encrypt,
  scheduleKeyDeletion,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { importInto, newExternalKey, stateOf } from "./imports.ts";
import { account, createService, day, outcomeOf, region } from "./service.ts";

const material = new Uint8Array(32).fill(3);

describe("DeleteKeyMaterial", () => {
  it("takes the material away, in whatever state the key is, and twice as well as once", async () => {
    const destroyed: string[] = [];
    const service = await createService({
      watch: (crypto) => ({
        ...crypto,
        destroyKey: (key) => {
          destroyed.push(key.custody);
          return crypto.destroyKey(key);
        },
      }),
    });
    const KeyId = await newExternalKey(service);
    await service.call(deleteKeyMaterial, { KeyId });
    expect(destroyed).toEqual([]);
    await importInto(service, KeyId, material);
    await service.call(deleteKeyMaterial, { KeyId });
    await service.call(deleteKeyMaterial, { KeyId });
    expect(destroyed).toEqual(["host"]);
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
    expect(await outcomeOf(service.call(encrypt, { KeyId, Plaintext: "a" }))).toBe("Rejected.PendingImport");
    expect(await outcomeOf(service.call(enableKey, { KeyId }))).toBe("Rejected.StateModifiedFailed");
  });

  it("leaves nothing of it in the store but what tells it from other material", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, material);
    await service.call(deleteKeyMaterial, { KeyId });
    const { KeyMetadata } = await service.call(describeKey, { KeyId });
    const { keys } = service.store.scoped({ account, region });
    const version = (await keys.read.byVersion(KeyMetadata.PrimaryKeyVersion))?.version;
    expect(version).toMatchObject({ custody: "none", material: new Uint8Array(0) });
    // Form, IV, a digest of 32 bytes, tag: sealed, so that nobody can try guesses of the material.
    expect(version?.fingerprint).toHaveLength(1 + 12 + 32 + 16);
  });

  it("leaves the deletion of a key as it is; a key that is kept then waits for its material", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, material);
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    const before = await service.call(describeKey, { KeyId });
    await service.call(deleteKeyMaterial, { KeyId });
    expect(await service.call(describeKey, { KeyId })).toEqual(before);
    await service.call(cancelKeyDeletion, { KeyId });
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
    await importInto(service, KeyId, material);
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    await service.call(cancelKeyDeletion, { KeyId });
    expect(await stateOf(service, KeyId)).toEqual(["Enabled", ""]);
  });

  it("lets a key without material be deleted in its time", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    service.clock.now += 7 * day;
    expect(await service.kms.purgeDueKeys()).toBe(1);
    expect(await outcomeOf(service.call(describeKey, { KeyId }))).toBe("Forbidden.KeyNotFound");
  });

  it("is for keys whose material is imported", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    expect(await outcomeOf(service.call(deleteKeyMaterial, { KeyId }))).toBe("Unsupported.Origin");
    expect((await stateOf(service, KeyId))[0]).toBe("Enabled");
  });
});
