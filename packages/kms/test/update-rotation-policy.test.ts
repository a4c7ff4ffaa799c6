import { largestPlan } from "@keyferry/kms";
import {
  createKey,
  createKeyVersion,
  decrypt,
  describeKey,
  disableKey,
  enableKey,
  encrypt,
  listKeyVersions,
  updateRotationPolicy,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { createService, day, outcomeOf, refusalOf, type Service } from "./service.ts";

const week = 604_800;
const weekly = { EnableAutomaticRotation: true, RotationInterval: week };
let service: Service;
let keyId: string;
let madeAt: number;

beforeEach(async () => {
  service = await createService();
  keyId = await service.newKey();
  madeAt = service.clock.now;
});

const update = (request: Omit<RequestOf<typeof updateRotationPolicy>, "KeyId">) =>
  service.call(updateRotationPolicy, { KeyId: keyId, ...request });
const metadata = async () => (await service.call(describeKey, { KeyId: keyId })).KeyMetadata;
const rotation = async () => {
  const { AutomaticRotation, RotationInterval, NextRotationDate, LastRotationDate } = await metadata();
  return [AutomaticRotation, RotationInterval, NextRotationDate?.getTime(), LastRotationDate?.getTime()];
};
const versions = async () => (await service.call(listKeyVersions, { KeyId: keyId })).TotalCount;

describe("UpdateRotationPolicy", () => {
  it("switches rotation on and off, counted from the newest version", async () => {
    expect(await rotation()).toEqual(["Disabled", undefined, undefined, madeAt]);
    service.clock.now += day;
    await update(weekly);
    expect(await rotation()).toEqual(["Enabled", "604800s", madeAt + 7 * day, madeAt]);
    await update({ EnableAutomaticRotation: false });
    expect(await rotation()).toEqual(["Disabled", undefined, undefined, madeAt]);
    service.clock.now += 8 * day;
    expect(await service.kms.rotateDueKeys()).toBe(0);
  });

  it("makes the next version at once where it would have been due", async () => {
    service.clock.now += 8 * day;
    await update(weekly);
    expect(await versions()).toBe(2);
    expect(await rotation()).toEqual(["Enabled", "604800s", madeAt + 15 * day, madeAt + 8 * day]);
  });

  it("needs an interval to be switched on", async () => {
    expect(await outcomeOf(update({ EnableAutomaticRotation: true }))).toBe("MissingParameter");
  });

  it("takes an interval from 7 to 730 days, where it counts", async () => {
    for (const days of [7, 730]) {
      expect(await outcomeOf(update({ ...weekly, RotationInterval: days * 86_400 }))).toBe("OK");
    }
    for (const RotationInterval of [1, 7 * 86_400 - 1, 730 * 86_400 + 1, 731 * 86_400]) {
      const outcomes = async (EnableAutomaticRotation: boolean) => [
        await outcomeOf(update({ EnableAutomaticRotation, RotationInterval })),
        await outcomeOf(service.call(createKey, { EnableAutomaticRotation, RotationInterval })),
      ];
      expect(await outcomes(true)).toEqual(["InvalidParameter", "InvalidParameter"]);
      expect(await outcomes(false)).toEqual(["OK", "OK"]);
    }
    expect(await rotation()).toEqual(["Disabled", undefined, undefined, madeAt]);
  });

  it("says how long an interval may be", async () => {
    const { message } = await refusalOf(update({ ...weekly, RotationInterval: 1 }));
    expect(message).toContain("RotationInterval: must be from 7d to 730d");
  });

  it.each([
    ["Disabled", "Rejected.Disabled"],
    ["PendingDeletion", "Rejected.PendingDeletion"],
    ["PendingImport", "Rejected.PendingImport"],
  ] as const)("is refused while the key is %s", async (state, code) => {
    await service.setState(keyId, state);
    expect(await outcomeOf(update(weekly))).toBe(code);
  });

  it("is not for key pairs and keys for message authentication codes", async () => {
    for (const KeySpec of ["EC_P256", "HMAC_SHA_256"] as const) {
      const KeyId = await service.newKey({ KeySpec });
      const call = service.call(updateRotationPolicy, { KeyId, ...weekly });
      expect([KeySpec, await outcomeOf(call)]).toEqual([KeySpec, "Rejected.UnsupportedOperation"]);
      const made = service.call(createKey, { KeySpec, ...weekly });
      expect([KeySpec, await outcomeOf(made)]).toEqual([KeySpec, "Rejected.UnsupportedOperation"]);
    }
  });
});

describe("automatic rotation", () => {
  it("makes a version when its time has come, and old ciphertexts still open", async () => {
    const { KeyMetadata } = await service.call(createKey, weekly);
    keyId = KeyMetadata.KeyId;
    expect([KeyMetadata.AutomaticRotation, KeyMetadata.RotationInterval]).toEqual(["Enabled", "604800s"]);
    const encrypted = () => service.call(encrypt, { KeyId: keyId, Plaintext: "b2xk" });
    const old = await encrypted();
    service.clock.now += 7 * day - 1;
    expect(await service.kms.rotateDueKeys()).toBe(0);
    service.clock.now += 1;
    expect(await service.kms.rotateDueKeys()).toBe(1);
    expect(await service.kms.rotateDueKeys()).toBe(0);
    const fresh = await encrypted();
    expect(fresh.KeyVersionId).not.toBe(old.KeyVersionId);
    expect((await metadata()).PrimaryKeyVersion).toBe(fresh.KeyVersionId);
    expect(await rotation()).toEqual(["Enabled", "604800s", madeAt + 14 * day, madeAt + 7 * day]);
    for (const { CiphertextBlob } of [old, fresh]) {
      expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe("b2xk");
    }
  });

  it("makes one version of a key that waited for many intervals", async () => {
    await update(weekly);
    service.clock.now += 50 * day;
    expect(await service.kms.rotateDueKeys()).toBe(1);
    expect(await rotation()).toEqual(["Enabled", "604800s", madeAt + 57 * day, madeAt + 50 * day]);
  });

  it("is suspended while the key is disabled, and made up for once it is enabled", async () => {
    await update(weekly);
    await service.call(disableKey, { KeyId: keyId });
    expect(await rotation()).toEqual(["Suspended", "604800s", madeAt + 7 * day, madeAt]);
    service.clock.now += 8 * day;
    expect(await service.kms.rotateDueKeys()).toBe(0);
    await service.call(enableKey, { KeyId: keyId });
    expect(await service.kms.rotateDueKeys()).toBe(1);
    expect(await rotation()).toEqual(["Enabled", "604800s", madeAt + 15 * day, madeAt + 8 * day]);
  });

  it("counts from a version that a caller has made", async () => {
    const DKMSInstanceId = await service.newInstance();
    keyId = await service.newKey({ DKMSInstanceId, ...weekly });
    service.clock.now += 3 * day;
    await service.call(createKeyVersion, { KeyId: keyId });
    expect(await rotation()).toEqual(["Enabled", "604800s", madeAt + 10 * day, madeAt + 3 * day]);
  });

  it("is for keys in hardware, too", async () => {
    const DKMSInstanceId = await service.newInstance({ plan: { ...largestPlan, edition: "hardware" } });
    for (const where of [{ ProtectionLevel: "HSM" }, { DKMSInstanceId }] as const) {
      keyId = await service.newKey({ ...where, ...weekly });
      expect((await metadata()).ProtectionLevel).toBe("HSM");
      service.clock.now += 7 * day;
      expect(await service.kms.rotateDueKeys()).toBeGreaterThan(0);
      expect(await versions()).toBe(2);
    }
  });

  it("goes on with the other keys when one cannot be rotated now", async () => {
    let broken: string | undefined;
    service = await createService({
      watch: (crypto) => ({
        ...crypto,
        createKey: (key) => {
          if (key.owner.keyId === broken) {
            throw new Error("away");
          }
          return crypto.createKey(key);
        },
      }),
    });
    broken = await service.newKey(weekly);
    keyId = await service.newKey(weekly);
    service.clock.now += 8 * day;
    await expect(service.kms.rotateDueKeys()).rejects.toThrow(AggregateError);
    expect(await versions()).toBe(2);
    broken = undefined;
    expect(await service.kms.rotateDueKeys()).toBe(1);
  });
});
