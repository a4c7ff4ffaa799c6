import type { CryptoBackend } from "@keyferry/crypto";
import { largestPlan } from "@keyferry/kms";
import { createKey, decrypt, describeKey, encrypt, type RequestOf } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { account, as, createService, outcomeOf, refusalOf, region } from "./service.ts";

type Request = RequestOf<typeof createKey>;

describe("CreateKey", () => {
  it("makes an enabled AES-256 software key unless told otherwise", async () => {
    const { call, clock } = await createService();
    const { KeyMetadata } = await call(createKey, {});
    expect(KeyMetadata).toEqual({
      KeyId: KeyMetadata.KeyId,
      Arn: `acs:kms:${region}:${account}:key/${KeyMetadata.KeyId}`,
      KeySpec: "Aliyun_AES_256",
      KeyUsage: "ENCRYPT/DECRYPT",
      KeyState: "Enabled",
      Origin: "Aliyun_KMS",
      ProtectionLevel: "SOFTWARE",
      PrimaryKeyVersion: KeyMetadata.PrimaryKeyVersion,
      Creator: account,
      CreationDate: new Date(clock.now),
      LastRotationDate: new Date(clock.now),
      Description: "",
      AutomaticRotation: "Disabled",
      MaterialExpireTime: "",
    });
  });

  it("names the account as the creator, whoever of the account makes the key", async () => {
    const statements = [{ Effect: "Allow", Action: "kms:CreateKey", Resource: "*" }];
    const { call } = await createService({ users: [{ name: "ci", statements }] });
    for (const caller of [{}, as("ci")]) {
      const { KeyMetadata } = await call(createKey, {}, caller);
      expect(KeyMetadata.Creator).toBe(account);
    }
  });

  it("accepts every parameter at its default value", async () => {
    const { call } = await createService();
    const { KeyMetadata } = await call(createKey, {
      KeySpec: "Aliyun_AES_256",
      KeyUsage: "ENCRYPT/DECRYPT",
      Origin: "Aliyun_KMS",
      ProtectionLevel: "SOFTWARE",
      EnableAutomaticRotation: false,
      Tags: [],
    });
    expect(KeyMetadata.KeyState).toBe("Enabled");
  });

  it("makes SM4 keys", async () => {
    const { call } = await createService();
    const { KeyMetadata } = await call(createKey, { KeySpec: "Aliyun_SM4" });
    expect(KeyMetadata.KeySpec).toBe("Aliyun_SM4");
  });

  it("keeps the description", async () => {
    const { call, newKey } = await createService();
    const KeyId = await newKey({ Description: "orders, 2026 (é, 密钥)" });
    const { KeyMetadata } = await call(describeKey, { KeyId });
    expect(KeyMetadata.Description).toBe("orders, 2026 (é, 密钥)");
  });

  it("keeps the tags", async () => {
    const { newKey, store } = await createService();
    const Tags = [
      { TagKey: "team", TagValue: "payments" },
      { TagKey: "empty", TagValue: "" },
    ];
    const keyId = await newKey({ Tags });
    expect(await store.scoped({ account, region }).tags.read.of("key", keyId)).toEqual([
      { key: "team", value: "payments" },
      { key: "empty", value: "" },
    ]);
  });

  it.each<[string, Request, string]>([
    ["a MAC key that encrypts", { KeySpec: "HMAC_SHA_256", KeyUsage: "ENCRYPT/DECRYPT" }, "InvalidParameter"],
    ["a shorter AES key in software", { KeySpec: "Aliyun_AES_128" }, "Unsupported.ProtectionLevel"],
    ["an AES-192 key in software", { KeySpec: "Aliyun_AES_192" }, "Unsupported.ProtectionLevel"],
    ["a symmetric key that signs", { KeyUsage: "SIGN/VERIFY" }, "InvalidParameter"],
    ["a symmetric key for MACs", { KeyUsage: "GENERATE/VERIFY_MAC" }, "InvalidParameter"],
    ["a key that rotates, nobody knows when", { EnableAutomaticRotation: true }, "MissingParameter"],
    ["a key outside instances with a policy", { Policy: "{}" }, "Forbidden.KeyPolicyUnSupported"],
    ["a storage mechanism", { KeyStorageMechanism: "HsmInternal" }, "UnsupportedOperation"],
    ["a key of no instance", { DKMSInstanceId: "kst-nowhere" }, "Forbidden.DKMSInstanceNotFound"],
  ])("refuses %s and makes nothing", async (_, request, code) => {
    const { call, store } = await createService();
    expect(await outcomeOf(call(createKey, request))).toBe(code);
    const { total } = await store.scoped({ account, region }).keys.read.list({}, { offset: 0, limit: 1 });
    expect(total).toBe(0);
  });

  it.each<[string, Request]>([
    ["KeyUsage", { KeyUsage: "SIGN/VERIFY" }],
    ["KeyStorageMechanism", { KeyStorageMechanism: "HsmInternal" }],
  ])("names %s as the parameter at fault", async (parameter, request) => {
    const { call } = await createService();
    expect((await refusalOf(call(createKey, request))).message).toContain(` ${parameter}: `);
  });
});

describe("CreateKey of a spec that is documented for hardware alone", () => {
  it.each(["Aliyun_AES_128", "Aliyun_AES_192"] as const)(
    "makes an HSM key of %s, which encrypts",
    async (KeySpec) => {
      const { call, newInstance } = await createService();
      const outside = await call(createKey, { KeySpec, ProtectionLevel: "HSM" });
      expect(outside.KeyMetadata).toMatchObject({ KeySpec, ProtectionLevel: "HSM" });
      const { KeyId } = outside.KeyMetadata;
      const { CiphertextBlob } = await call(encrypt, { KeyId, Plaintext: "a text" });
      expect((await call(decrypt, { CiphertextBlob })).Plaintext).toBe("a text");
      const DKMSInstanceId = await newInstance({ plan: { ...largestPlan, edition: "hardware" } });
      const inside = await call(createKey, { KeySpec, DKMSInstanceId });
      expect(inside.KeyMetadata).toMatchObject({ KeySpec, ProtectionLevel: "HSM", DKMSInstanceId });
    },
  );

  it("refuses one in a software instance", async () => {
    const { call, newInstance } = await createService();
    const DKMSInstanceId = await newInstance();
    const request = { KeySpec: "Aliyun_AES_128", DKMSInstanceId } as const;
    expect(await outcomeOf(call(createKey, request))).toBe("Unsupported.ProtectionLevel");
  });

  it("takes no word from the request for a key of an instance", async () => {
    const { call, newInstance } = await createService();
    const hardware = await newInstance({ plan: { ...largestPlan, edition: "hardware" } });
    const request = { DKMSInstanceId: hardware, ProtectionLevel: "SOFTWARE" } as const;
    expect((await call(createKey, request)).KeyMetadata.ProtectionLevel).toBe("HSM");
  });
});

describe("CreateKey in an instance", () => {
  it("makes a key that belongs to it", async () => {
    const { call, newInstance } = await createService();
    const DKMSInstanceId = await newInstance();
    const { KeyMetadata } = await call(createKey, { DKMSInstanceId });
    expect(KeyMetadata.DKMSInstanceId).toBe(DKMSInstanceId);
  });

  it("lets the instance decide the protection level", async () => {
    const { call, newInstance } = await createService({ strictProtectionLevel: true });
    const DKMSInstanceId = await newInstance();
    const { KeyMetadata } = await call(createKey, { DKMSInstanceId, ProtectionLevel: "HSM" });
    expect(KeyMetadata.ProtectionLevel).toBe("SOFTWARE");
  });

  it("does not find an instance of another region", async () => {
    const { call, newInstance } = await createService();
    const DKMSInstanceId = await newInstance();
    const elsewhere = { region: "cn-beijing" };
    expect(await outcomeOf(call(createKey, { DKMSInstanceId }, elsewhere))).toBe(
      "Forbidden.DKMSInstanceNotFound",
    );
  });
});

describe("ProtectionLevel HSM without a hardware module", () => {
  it("is made in software and says HSM, as an emulator's users expect", async () => {
    const { call } = await createService();
    const { KeyMetadata } = await call(createKey, { ProtectionLevel: "HSM" });
    expect(KeyMetadata.ProtectionLevel).toBe("HSM");
  });

  it("is refused under strictProtectionLevel", async () => {
    const { call } = await createService({ strictProtectionLevel: true });
    expect(await refusalOf(call(createKey, { ProtectionLevel: "HSM" }))).toMatchObject({
      code: "Unsupported.ProtectionLevel",
      status: 400,
    });
  });

  it("leaves software keys alone under strictProtectionLevel", async () => {
    const { call } = await createService({ strictProtectionLevel: true });
    expect(await outcomeOf(call(createKey, { ProtectionLevel: "SOFTWARE" }))).toBe("OK");
  });
});

describe("ProtectionLevel HSM beside a hardware module", () => {
  /** The host's backends, which say that a module without SM4 is among them. */
  const besideModule = (crypto: CryptoBackend): CryptoBackend => ({
    ...crypto,
    capabilities: crypto.capabilities.flatMap((host) => [
      host,
      { ...host, custody: "module", protectionLevel: "HSM", keySpecs: ["Aliyun_AES_256"] },
    ]),
  });

  it("is refused for a spec that the module lacks: no software key says HSM there", async () => {
    const { call } = await createService({ watch: besideModule });
    const refusal = await refusalOf(call(createKey, { KeySpec: "Aliyun_SM4", ProtectionLevel: "HSM" }));
    expect(refusal.code).toBe("Unsupported.ProtectionLevel");
    expect(refusal.message).toContain("the hardware module has no Aliyun_SM4");
    expect(await outcomeOf(call(createKey, { KeySpec: "Aliyun_SM4" }))).toBe("OK");
    expect(await outcomeOf(call(createKey, { ProtectionLevel: "HSM" }))).toBe("OK");
  });

  it("is refused for a key that is to sign, where the module only encrypts with keys of that spec", async () => {
    const besideOne = (crypto: CryptoBackend): CryptoBackend => ({
      ...crypto,
      capabilities: crypto.capabilities.flatMap((host) => [
        host,
        {
          ...host,
          custody: "module",
          protectionLevel: "HSM",
          keySpecs: ["RSA_2048"],
          signatureAlgorithms: { digest: [], message: ["RSA_PSS_SHA_256"] },
        },
      ]),
    });
    const { call } = await createService({ watch: besideOne });
    const wanted = { KeySpec: "RSA_2048", ProtectionLevel: "HSM" } as const;
    const refusal = await refusalOf(call(createKey, { ...wanted, KeyUsage: "SIGN/VERIFY" }));
    expect(refusal.code).toBe("Unsupported.ProtectionLevel");
    expect(await outcomeOf(call(createKey, { ...wanted, KeyUsage: "ENCRYPT/DECRYPT" }))).toBe("OK");
  });
});
