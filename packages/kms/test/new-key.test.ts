import { combineBackends, CryptoError } from "@keyferry/crypto";
import { makeKey, newKeyIds, type NewKeyPlan } from "@keyferry/kms";
import { asymmetricDecrypt, decrypt, encrypt } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslEncrypt } from "../../../tools/testing/openssl.ts";
import { newSm2PrivateKey, publicKeyOf, putKey } from "./key-pairs.ts";
import { account, bytes, createService, outcomeOf, region, type Service } from "./service.ts";

const planOf = ({ clock }: Service, plan: Partial<NewKeyPlan> = {}): NewKeyPlan => ({
  scope: { account, region },
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
    await service.store.scoped({ account, region }).keys.write.create(key, version, []);
    const { KeyId, KeyVersionId } = await service.call(encrypt, { KeyId: key.id, Plaintext: "a" });
    expect({ keyId: KeyId, versionId: KeyVersionId }).toEqual(plan.ids);
  });

  it("takes fixed material, seals it and leaves it to its owner", async () => {
    const service = await createService();
    const material = new Uint8Array(32).fill(7);
    const { key, version } = await makeKey(service.crypto, planOf(service, { material }));
    expect(material).toEqual(new Uint8Array(32).fill(7));
    expect(version.material.join()).not.toContain(material.join());
    await service.store.scoped({ account, region }).keys.write.create(key, version, []);
    const { CiphertextBlob } = await service.call(encrypt, { KeyId: key.id, Plaintext: "a" });
    expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe("a");
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

  it.skipIf(isLeftOut("openssl"))("takes a key pair that was made elsewhere", async () => {
    const service = await createService();
    const privateKey = await newSm2PrivateKey();
    const version = await putKey(service, "EC_SM2", "ENCRYPT/DECRYPT", { material: privateKey });
    const CiphertextBlob = opensslEncrypt(await publicKeyOf(service, version), bytes("a"));
    const request = { ...version, Algorithm: "SM2PKE", CiphertextBlob } as const;
    expect((await service.call(asymmetricDecrypt, request)).Plaintext).toEqual(bytes("a"));
  });

  it("refuses a key pair of another spec", async () => {
    const service = await createService();
    const plan = planOf(service, {
      spec: "EC_P256",
      usage: "SIGN/VERIFY",
      material: await newSm2PrivateKey(),
    });
    await expect(makeKey(service.crypto, plan)).rejects.toThrow(CryptoError);
  });

  it.each([
    ["Aliyun_AES_256", "ENCRYPT/DECRYPT"],
    ["Aliyun_SM4", "ENCRYPT/DECRYPT"],
    ["EC_P256", "SIGN/VERIFY"],
    ["EC_SM2", "SIGN/VERIFY"],
  ])("makes a key of %s for %s when nobody says what for", async (spec, expected) => {
    const service = await createService();
    const { usage, ...plan } = planOf(service, { spec });
    expect(usage).toBe("ENCRYPT/DECRYPT");
    expect((await makeKey(service.crypto, plan)).key.usage).toBe(expected);
  });

  it("refuses a usage that does not go with the spec", async () => {
    const service = await createService();
    const plan = planOf(service, { spec: "EC_P256", usage: "ENCRYPT/DECRYPT" });
    expect(await outcomeOf(makeKey(service.crypto, plan))).toBe("InvalidParameter");
  });

  it.each(["RSA_1024", "Aliyun_AES_512", "toString", ""])("refuses the spec %j", async (spec) => {
    const service = await createService();
    expect(await outcomeOf(makeKey(service.crypto, planOf(service, { spec })))).toBe("UnsupportedOperation");
  });
});
