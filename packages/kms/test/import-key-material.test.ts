import { createCipheriv, generateKeyPairSync, randomBytes } from "node:crypto";
import type { KeySpec } from "@keyferry/algorithms";
import { encodeEcPrivateKey, sm2CiphertextToRaw } from "@keyferry/crypto";
import {
  createKeyVersion,
  createSecret,
  decrypt,
  deleteKeyMaterial,
  disableKey,
  encrypt,
  generateDataKey,
  getSecretValue,
  importKeyMaterial,
  scheduleKeyDeletion,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { oaepOptions, opensslEncrypt } from "../../../tools/testing/openssl.ts";
import { wrapMaterial } from "../../../tools/testing/wrap-material.ts";
import { importInto, importOf, newExternalKey, parametersFor, stateOf } from "./imports.ts";
import { publicKeyOf } from "./key-pairs.ts";
import { account, createService, day, outcomeOf, refusalOf, region, type Service } from "./service.ts";

const material = new Uint8Array(32).map((_, index) => index + 1);
const newMaterial = () => new Uint8Array(randomBytes(32));
const hour = 3_600_000;

describe("ImportKeyMaterial", () => {
  it.each(["RSAES_PKCS1_V1_5", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"] as const)(
    "takes what node:crypto wrapped with %s",
    async (algorithm) => {
      const service = await createService();
      const KeyId = await newExternalKey(service);
      const { PublicKey, ImportToken } = await parametersFor(service, KeyId, algorithm);
      const EncryptedKeyMaterial = wrapMaterial(PublicKey, material, algorithm);
      await service.call(importKeyMaterial, { KeyId, ImportToken, EncryptedKeyMaterial });
      expect(await stateOf(service, KeyId)).toEqual(["Enabled", ""]);
      const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "orders" });
      expect(await service.call(decrypt, { CiphertextBlob })).toMatchObject({ KeyId, Plaintext: "orders" });
    },
  );

  it.skipIf(isLeftOut("openssl")).each([
    ["RSAES_PKCS1_V1_5", ["-pkeyopt", "rsa_padding_mode:pkcs1"], "Aliyun_AES_256"],
    ["RSAES_OAEP_SHA_1", oaepOptions("sha1"), "Aliyun_AES_256"],
    ["RSAES_OAEP_SHA_256", oaepOptions("sha256"), "Aliyun_AES_256"],
    ["SM2PKE", [], "Aliyun_SM4"],
  ] as const)("takes what the openssl command wrapped with %s", async (algorithm, options, KeySpec) => {
    const service = await createService();
    const KeyId = await newExternalKey(service, { KeySpec });
    const { PublicKey, ImportToken } = await parametersFor(service, KeyId, algorithm);
    const bytes = KeySpec === "Aliyun_SM4" ? material.subarray(0, 16) : material;
    const EncryptedKeyMaterial = opensslEncrypt(PublicKey, bytes, options);
    await service.call(importKeyMaterial, { KeyId, ImportToken, EncryptedKeyMaterial });
    const { CiphertextBlob, Plaintext } = await service.call(generateDataKey, { KeyId });
    expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe(
      Buffer.from(Plaintext).toString("base64"),
    );
  });

  it.each([
    ["RSA_2048", () => generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["RSA_4096", () => generateKeyPairSync("rsa", { modulusLength: 4096 })],
    ["EC_P256", () => generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["EC_P256K", () => generateKeyPairSync("ec", { namedCurve: "secp256k1" })],
  ] as const)("takes a key pair of %s", async (KeySpec, generate) => {
    const service = await createService();
    const KeyId = await newExternalKey(service, { KeySpec, KeyUsage: "SIGN/VERIFY" });
    const pair = generate();
    const pkcs8 = new Uint8Array(pair.privateKey.export({ type: "pkcs8", format: "der" }));
    const algorithm = "RSAES_OAEP_SHA_256_AES_256_ECB_PKCS7_PAD";
    const { PublicKey, ImportToken } = await parametersFor(service, KeyId, algorithm);
    const EncryptedKeyMaterial = wrapMaterial(PublicKey, pkcs8, algorithm);
    await service.call(importKeyMaterial, { KeyId, ImportToken, EncryptedKeyMaterial });
    const version = { KeyId, KeyVersionId: await versionOf(service, KeyId) };
    expect(await publicKeyOf(service, version)).toBe(pair.publicKey.export({ type: "spki", format: "pem" }));
  });

  it.skipIf(isLeftOut("openssl"))("takes an SM2 key as its scalar under SM4", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service, { KeySpec: "EC_SM2" });
    const pair = generateKeyPairSync("ec", { namedCurve: "SM2" });
    const d = Buffer.from(pair.privateKey.export({ type: "pkcs8", format: "der" }).subarray(36, 68));
    const { PublicKey, ImportToken } = await parametersFor(service, KeyId, "SM2PKE_SM4_ECB");
    const key = randomBytes(16);
    const cipher = createCipheriv("sm4-ecb", key, null).setAutoPadding(false);
    const content = Buffer.concat([cipher.update(d), cipher.final()]);
    // The command writes DER; the service's hybrid has the raw form in front.
    const head = sm2CiphertextToRaw(opensslEncrypt(PublicKey, new Uint8Array(key), []));
    const EncryptedKeyMaterial = new Uint8Array(Buffer.concat([head, content]));
    await service.call(importKeyMaterial, { KeyId, ImportToken, EncryptedKeyMaterial });
    const version = { KeyId, KeyVersionId: await versionOf(service, KeyId) };
    expect(await publicKeyOf(service, version)).toBe(pair.publicKey.export({ type: "spki", format: "pem" }));
  });

  it("keeps to the material that was imported first, and decrypts with it when it comes again", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, material);
    const { CiphertextBlob, Plaintext } = await service.call(generateDataKey, { KeyId });
    expect(await outcomeOf(importInto(service, KeyId, newMaterial()))).toBe("InvalidKeyMaterial");
    await importInto(service, KeyId, material);
    await service.call(deleteKeyMaterial, { KeyId });
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }))).toBe("Rejected.PendingImport");
    expect(await outcomeOf(importInto(service, KeyId, newMaterial()))).toBe("InvalidKeyMaterial");
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
    await importInto(service, KeyId, material);
    const opened = await service.call(decrypt, { CiphertextBlob });
    expect(opened.Plaintext).toBe(Buffer.from(Plaintext).toString("base64"));
  });

  it("tells a key pair by its key, however it is encoded", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service, { KeySpec: "EC_P256" });
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const withPoint = new Uint8Array(privateKey.export({ type: "pkcs8", format: "der" }));
    const algorithm = "RSAES_OAEP_SHA_256_AES_256_ECB_PKCS7_PAD";
    const importPair = async (pkcs8: Uint8Array) => {
      const { PublicKey, ImportToken } = await parametersFor(service, KeyId, algorithm);
      const EncryptedKeyMaterial = wrapMaterial(PublicKey, pkcs8, algorithm);
      return outcomeOf(service.call(importKeyMaterial, { KeyId, ImportToken, EncryptedKeyMaterial }));
    };
    expect(await importPair(withPoint)).toBe("OK");
    expect(await importPair(encodeEcPrivateKey("EC_P256", withPoint.subarray(36, 68)))).toBe("OK");
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    expect(await importPair(new Uint8Array(other.export({ type: "pkcs8", format: "der" })))).toBe(
      "InvalidKeyMaterial",
    );
  });

  it("has material expire, on the second, and come again", async () => {
    const service = await createService();
    const { clock } = service;
    const KeyId = await newExternalKey(service);
    const end = clock.now / 1_000 + 60;
    await importInto(service, KeyId, material, end);
    expect(await stateOf(service, KeyId)).toEqual(["Enabled", "2026-01-02T03:05:05Z"]);
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "orders" });
    clock.now = end * 1_000 - 1;
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }))).toBe("OK");
    clock.now = end * 1_000;
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }))).toBe("Rejected.PendingImport");
    await service.kms.purgeDueKeys();
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
    await importInto(service, KeyId, material);
    expect(await service.call(decrypt, { CiphertextBlob })).toMatchObject({ Plaintext: "orders" });
  });

  it("takes expired material out of the store, and leaves what stays", async () => {
    const service = await createService();
    const [going, staying] = [await newExternalKey(service), await newExternalKey(service)];
    await importInto(service, going, material, service.clock.now / 1_000 + 60);
    await importInto(service, staying, material);
    service.clock.now += day;
    await service.kms.purgeDueKeys();
    const { keys } = service.store.scoped({ account, region });
    const custodyOf = async (id: string) =>
      (await keys.read.byVersion(await versionOf(service, id)))?.version.custody;
    expect([await custodyOf(going), await custodyOf(staying)]).toEqual(["none", "host"]);
  });

  it("closes a secret whose key's material has expired", async () => {
    const service = await createService();
    const EncryptionKeyId = await newExternalKey(service, { DKMSInstanceId: await service.newInstance() });
    await importInto(service, EncryptionKeyId, material, service.clock.now / 1_000 + 60);
    const secret = { SecretName: "orders", VersionId: "v1", SecretData: "one", EncryptionKeyId };
    await service.call(createSecret, { ...secret, DKMSInstanceId: `kst-${"a".repeat(21)}` });
    const get = () => outcomeOf(service.call(getSecretValue, { SecretName: "orders" }));
    expect(await get()).toBe("OK");
    service.clock.now += 60_000;
    expect(await get()).toBe("Rejected.Unavailable");
  });

  it("takes an end in the future only", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    const now = service.clock.now / 1_000;
    expect(await outcomeOf(importInto(service, KeyId, material, now))).toBe("InvalidParameter");
    expect(await outcomeOf(importInto(service, KeyId, material, 0))).toBe("OK");
  });

  it("takes a token for a day, as often as it is sent, for its own key", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    const request = await importOf(service, KeyId, material);
    const outcome = async (change: Partial<typeof request>) =>
      outcomeOf(service.call(importKeyMaterial, { ...request, ...change }));
    expect(await outcome({ KeyId: await newExternalKey(service) })).toBe("InvalidImportToken");
    const altered = request.ImportToken.map((byte, index) => (index === 40 ? byte ^ 1 : byte));
    expect(await outcome({ ImportToken: altered })).toBe("InvalidImportToken");
    expect(await outcome({ ImportToken: new Uint8Array(1) })).toBe("InvalidImportToken");
    service.clock.now += 24 * hour - 1;
    expect([await outcome({}), await outcome({})]).toEqual(["OK", "OK"]);
    service.clock.now += 1;
    expect(await outcome({})).toBe("ExpiredImportToken");
  });

  it("refuses the token of one service under another root key", async () => {
    const [service, other] = [await createService(), await createService()];
    const KeyId = await newExternalKey(service);
    const request = await importOf(service, KeyId, material);
    const { ImportToken } = await parametersFor(other, await newExternalKey(other));
    const call = service.call(importKeyMaterial, { ...request, ImportToken });
    expect(await outcomeOf(call)).toBe("InvalidImportToken");
  });

  it.each<[string, KeySpec, Uint8Array]>([
    ["of another length", "Aliyun_AES_256", material.subarray(1)],
    ["of no length", "Aliyun_AES_256", new Uint8Array(0)],
    ["for SM4, of an AES key's length", "Aliyun_SM4", material],
  ])("refuses material %s", async (_, KeySpec, bytes) => {
    const service = await createService();
    const KeyId = await newExternalKey(service, { KeySpec });
    expect(await outcomeOf(importInto(service, KeyId, bytes))).toBe("InvalidKeyMaterial");
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
  });

  it("answers everything that is wrong with wrapped material alike", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    const wrong = (sound: Uint8Array, wrap: (bytes: Uint8Array) => Uint8Array) => [
      sound.subarray(1),
      wrap(material.subarray(1)),
      // Past the modulus.
      new Uint8Array(256).fill(0xff),
    ];
    const answer = ["InvalidKeyMaterial 400 key material is invalid"];
    expect(await answersTo(service, KeyId, wrong)).toEqual(answer);
    expect(await stateOf(service, KeyId)).toEqual(["PendingImport", ""]);
    // An altered padding gives bytes of any length, the right one now and then: a key that is bound takes none of them.
    await importInto(service, KeyId, material);
    const altered = (sound: Uint8Array) => [sound.map((byte, index) => (index === 9 ? byte ^ 1 : byte))];
    expect(await answersTo(service, KeyId, altered)).toEqual(answer);
    expect(await answersTo(service, KeyId, wrong)).toEqual(answer);
  });

  it("leaves a disabled key disabled, and goes into none that waits for its deletion", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, material);
    await service.call(disableKey, { KeyId });
    await importInto(service, KeyId, material);
    expect((await stateOf(service, KeyId))[0]).toBe("Disabled");
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    expect(await outcomeOf(importInto(service, KeyId, material))).toBe("Rejected.StateModifiedFailed");
  });

  it("is for keys whose material is imported, which have one version", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    const request = await importOf(service, KeyId, material);
    const call = service.call(importKeyMaterial, { ...request, KeyId: await service.newKey() });
    expect(await outcomeOf(call)).toBe("Unsupported.Origin");
    await service.call(importKeyMaterial, request);
    const outcome = await outcomeOf(service.call(createKeyVersion, { KeyId }));
    expect(outcome).toBe("Rejected.UnsupportedOperation");
  });

  it("hands the backend's copies back wiped: of the private key and of the material", async () => {
    const seen: Uint8Array[] = [];
    const service = await createService({
      watch({ unwrapper, ...others }) {
        if (unwrapper === undefined) throw new Error("there is no unwrapper");
        return {
          ...others,
          unwrapper: {
            newWrappingPair: (algorithm) => unwrapper.newWrappingPair(algorithm),
            async unwrap(privateKey, wrapped, algorithm) {
              const opened = await unwrapper.unwrap(privateKey, wrapped, algorithm);
              seen.push(privateKey, opened);
              return opened;
            },
          },
        };
      },
    });
    await importInto(service, await newExternalKey(service), material);
    expect(seen).toHaveLength(2);
    for (const bytes of seen) expect(bytes.every((byte) => byte === 0)).toBe(true);
  });
});

/** Each answer to wrong material, once, whatever it is wrapped with. */
async function answersTo(
  service: Service,
  KeyId: string,
  wrong: (sound: Uint8Array, wrap: (bytes: Uint8Array) => Uint8Array) => readonly Uint8Array[],
): Promise<readonly string[]> {
  const answers = new Set<string>();
  for (const algorithm of ["RSAES_PKCS1_V1_5", "RSAES_OAEP_SHA_256"] as const) {
    const { PublicKey, ImportToken } = await parametersFor(service, KeyId, algorithm);
    const wrap = (bytes: Uint8Array) => wrapMaterial(PublicKey, bytes, algorithm);
    for (const EncryptedKeyMaterial of wrong(wrap(material), wrap)) {
      const call = service.call(importKeyMaterial, { KeyId, ImportToken, EncryptedKeyMaterial });
      const { code, status, message } = await refusalOf(call);
      answers.add(`${code} ${String(status)} ${message}`);
    }
  }
  return [...answers];
}

async function versionOf(service: Service, KeyId: string): Promise<string> {
  const key = await service.store.scoped({ account, region }).keys.read.byId(KeyId);
  if (key === undefined) throw new Error("the key is not there");
  return key.primaryVersionId;
}
