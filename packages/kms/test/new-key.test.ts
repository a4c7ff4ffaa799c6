import { combineBackends, CryptoError } from "@keyferry/crypto";
import { makeKey, newKeyIds, type NewKeyPlan } from "@keyferry/kms";
import { decrypt, encrypt } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { account, bytes, createService, outcomeOf, region, type Service } from "./service.ts";

const planOf = ({ clock }: Service, plan: Partial<NewKeyPlan> = {}): NewKeyPlan => ({
  ids: newKeyIds(null, (length) => crypto.getRandomValues(new Uint8Array(length))),
  spec: "Aliyun_AES_256",
  usage: "ENCRYPT/DECRYPT",
  protectionLevel: "SOFTWARE",
  instance: null,
  description: "",
  creator: account,
  now: clock.now,
  ...plan,
});

describe("makeKey", () => {
  it("makes records that the store takes as they are", async () => {
    const service = await createService();
    const plan = planOf(service);
    const { key, version } = await makeKey(service.crypto, plan);
    await service.store.scoped({ account, region }).write.createKey(key, version, []);
    const { KeyId, KeyVersionId } = await service.call(encrypt, { KeyId: key.id, Plaintext: bytes("a") });
    expect({ keyId: KeyId, versionId: KeyVersionId }).toEqual(plan.ids);
  });

  it("takes fixed material, seals it and leaves it to its owner", async () => {
    const service = await createService();
    const material = new Uint8Array(32).fill(7);
    const { key, version } = await makeKey(service.crypto, planOf(service, { material }));
    expect(material).toEqual(new Uint8Array(32).fill(7));
    expect(version.material.join()).not.toContain(material.join());
    await service.store.scoped({ account, region }).write.createKey(key, version, []);
    const { CiphertextBlob } = await service.call(encrypt, { KeyId: key.id, Plaintext: bytes("a") });
    expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toEqual(bytes("a"));
  });

  it("refuses material of another length", async () => {
    const service = await createService();
    const made = makeKey(service.crypto, planOf(service, { material: new Uint8Array(16) }));
    await expect(made).rejects.toThrow(CryptoError);
  });

  it("refuses material where no backend takes any", async () => {
    const service = await createService();
    const { importer, ...withoutImporter } = service.crypto;
    const plan = planOf(service, { material: new Uint8Array(32) });
    expect(importer).toBeDefined();
    expect(await outcomeOf(makeKey(combineBackends([withoutImporter]), plan))).toBe("UnsupportedOperation");
  });

  it.each(["RSA_2048", "Aliyun_AES_128", "toString", ""])("refuses the spec %j", async (spec) => {
    const service = await createService();
    expect(await outcomeOf(makeKey(service.crypto, planOf(service, { spec })))).toBe("UnsupportedOperation");
  });
});
