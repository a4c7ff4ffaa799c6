import { largestPlan } from "@keyferry/kms";
import {
  createAlias,
  createKey,
  createKeyVersion,
  createSecret,
  deleteAlias,
  describeSecret,
  updateAlias,
  updateRotationPolicy,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { createService, outcomeOf, refusalOf, type Service } from "./service.ts";

const exceeded = "Rejected.LimitExceeded";

const secret = (service: Service, SecretName: string, more: object = {}) =>
  outcomeOf(service.call(createSecret, { SecretName, VersionId: "v1", SecretData: "a value", ...more }));

describe("quotas of an account", () => {
  it("are none unless they are configured", async () => {
    const { newKey } = await createService();
    for (let n = 0; n < 201; n++) await newKey();
  });

  it("refuse a key that is one too many, and destroy what was made for it", async () => {
    const destroyed: string[] = [];
    const { call, newKey } = await createService({
      quotas: { keys: 2 },
      watch: (crypto) => ({
        ...crypto,
        destroyKey: (key) => {
          destroyed.push(key.versionId);
          return crypto.destroyKey(key);
        },
      }),
    });
    await newKey();
    await newKey();
    const refusal = await refusalOf(call(createKey, {}));
    expect(refusal).toMatchObject({ code: exceeded, status: 400 });
    expect(refusal.message).toContain("there may be no more outside instances (keys: 2)");
    expect(destroyed).toHaveLength(1);
    expect(await outcomeOf(call(createKey, { Origin: "EXTERNAL" }))).toBe(exceeded);
  });

  it("refuse a version of a key that is one too many; automatic rotation makes it all the same", async () => {
    const { call, newKey } = await createService({ quotas: { keyVersions: 2 } });
    const KeyId = await newKey({ KeySpec: "RSA_2048" });
    await call(createKeyVersion, { KeyId });
    expect(await outcomeOf(call(createKeyVersion, { KeyId }))).toBe(exceeded);
    expect(await outcomeOf(call(createKey, {}))).toBe(exceeded);
    const rotated = await createService({ quotas: { keyVersions: 1 } });
    const aes = await rotated.newKey();
    const rotation = { EnableAutomaticRotation: true, RotationInterval: 7 * 86_400 };
    await rotated.call(updateRotationPolicy, { KeyId: aes, ...rotation });
    rotated.clock.now += 8 * 86_400_000;
    expect(await rotated.kms.rotateDueKeys()).toBe(1);
  });

  it("do not count a version of a key whose instance is released meanwhile: it is not found", async () => {
    let isReleased = false;
    const { call, newKey, newInstance } = await createService({
      watchStore: (store) => ({
        ...store,
        async view() {
          const view = await store.view();
          return {
            ...view,
            scoped(scope) {
              const { instances, ...others } = view.scoped(scope);
              const byId = async (id: string) => (isReleased ? undefined : instances.byId(id));
              return { ...others, instances: { ...instances, byId } };
            },
          };
        },
      }),
    });
    const KeyId = await newKey({ DKMSInstanceId: await newInstance() });
    isReleased = true;
    expect(await outcomeOf(call(createKeyVersion, { KeyId }))).toBe("Forbidden.DKMSInstanceNotFound");
  });

  it("refuse an alias that is one too many", async () => {
    const { call, newKey, newInstance } = await createService({
      quotas: { aliases: 1, instanceAliases: 2 },
    });
    const alias = (KeyId: string, name: string) =>
      outcomeOf(call(createAlias, { KeyId, AliasName: `alias/${name}` }));
    const outside = await newKey();
    expect(await alias(outside, "a")).toBe("OK");
    expect(await alias(outside, "a")).toBe("AliasAlreadyExists");
    expect(await alias(outside, "b")).toBe(exceeded);
    const inside = await newKey({ DKMSInstanceId: await newInstance() });
    expect(await alias(inside, "c")).toBe("OK");
    expect(await alias(inside, "d")).toBe("OK");
    expect(await alias(inside, "e")).toBe(exceeded);
  });

  it("refuse an alias that moves to where it is one too many, and none that stays there", async () => {
    const { call, newKey, newInstance } = await createService({
      quotas: { aliases: 1, instanceAliases: 1 },
    });
    const [outside, other] = [await newKey(), await newKey()];
    const DKMSInstanceId = await newInstance();
    const inside = await newKey({ DKMSInstanceId });
    await call(createAlias, { KeyId: outside, AliasName: "alias/a" });
    await call(createAlias, { KeyId: inside, AliasName: "alias/b" });
    const refusal = await refusalOf(call(updateAlias, { KeyId: inside, AliasName: "alias/a" }));
    expect(refusal).toMatchObject({ code: exceeded, status: 400 });
    expect(refusal.message).toContain(`there may be no more in the instance ${DKMSInstanceId} (aliases: 1)`);
    expect(await outcomeOf(call(updateAlias, { KeyId: outside, AliasName: "alias/b" }))).toBe(exceeded);
    expect(await outcomeOf(call(updateAlias, { KeyId: other, AliasName: "alias/a" }))).toBe("OK");
    await call(deleteAlias, { AliasName: "alias/b" });
    expect(await outcomeOf(call(updateAlias, { KeyId: inside, AliasName: "alias/a" }))).toBe("OK");
  });

  it("refuse a secret that is one too many, and not the key that seals secrets", async () => {
    const service = await createService({ quotas: { secrets: 1, keys: 0, aliases: 0, keyVersions: 0 } });
    expect(await secret(service, "a")).toBe("OK");
    expect(await secret(service, "a")).toBe("Rejected.ResourceExist");
    expect(await secret(service, "b")).toBe(exceeded);
    expect(await outcomeOf(service.call(describeSecret, { SecretName: "b" }))).toBe(
      "Forbidden.ResourceNotFound",
    );
  });
});

describe("the plan of an instance", () => {
  it("refuses a version that is one too many in it, whatever the account may have", async () => {
    const { call, newKey, newInstance } = await createService({ quotas: { keys: 1, keyVersions: 1 } });
    const DKMSInstanceId = await newInstance({ plan: { ...largestPlan, keyVersions: 3 } });
    const KeyId = await newKey({ DKMSInstanceId });
    await call(createKeyVersion, { KeyId });
    await newKey({ DKMSInstanceId });
    const refusal = await refusalOf(call(createKeyVersion, { KeyId }));
    expect(refusal.code).toBe(exceeded);
    expect(refusal.message).toContain(DKMSInstanceId);
    expect(await outcomeOf(call(createKey, { DKMSInstanceId }))).toBe(exceeded);
    expect(await outcomeOf(call(createKey, {}))).toBe("OK");
  });

  it("refuses a secret that is one too many in it", async () => {
    const service = await createService();
    const DKMSInstanceId = await service.newInstance({ plan: { ...largestPlan, secrets: 1 } });
    const EncryptionKeyId = await service.newKey({ DKMSInstanceId });
    expect(await secret(service, "a", { DKMSInstanceId, EncryptionKeyId })).toBe("OK");
    expect(await secret(service, "b", { DKMSInstanceId, EncryptionKeyId })).toBe(exceeded);
    expect(await secret(service, "b")).toBe("OK");
  });
});
