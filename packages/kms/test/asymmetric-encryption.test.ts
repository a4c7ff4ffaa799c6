import { constants, createPrivateKey, privateDecrypt, publicEncrypt } from "node:crypto";
import type { AsymmetricKeySpec } from "@keyferry/algorithms";
import { sm2CiphertextToDer, sm2CiphertextToRaw } from "@keyferry/crypto";
import {
  asymmetricDecrypt,
  asymmetricEncrypt,
  createAlias,
  describeKey,
  exportDataKey,
  generateDataKey,
  parseRequest,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslDecrypt, opensslEncrypt } from "../../../tools/testing/openssl.ts";
import {
  newKeyPair,
  newRsaPrivateKey,
  newSm2PrivateKey,
  publicKeyOf,
  putKey,
  type NamedVersion,
} from "./key-pairs.ts";
import { bytes, createService, outcomeOf, refusalOf, type Service } from "./service.ts";

type Algorithm = RequestOf<typeof asymmetricEncrypt>["Algorithm"];
type RsaAlgorithm = Exclude<Algorithm, "SM2PKE">;

const oaepHashes = { RSAES_OAEP_SHA_256: "sha256", RSAES_OAEP_SHA_1: "sha1" } as const;
const padding = constants.RSA_PKCS1_OAEP_PADDING;

let service: Service;
/** Key pairs of the service whose private keys are known here too. */
const pairs = new Map<AsymmetricKeySpec, NamedVersion & { readonly privateKey: Uint8Array }>();

beforeAll(async () => {
  service = await createService();
  const made = [
    ["RSA_2048", await newRsaPrivateKey(2048)],
    ["RSA_3072", await newRsaPrivateKey(3072)],
    ["RSA_4096", await newRsaPrivateKey(4096)],
    ["EC_SM2", await newSm2PrivateKey()],
  ] as const;
  for (const [spec, privateKey] of made) {
    const version = await putKey(service, spec, "ENCRYPT/DECRYPT", { material: privateKey });
    pairs.set(spec, { ...version, privateKey });
  }
});

function pairOf(spec: AsymmetricKeySpec) {
  const pair = pairs.get(spec);
  if (pair === undefined) throw new Error(`there is no key of ${spec}`);
  const { privateKey, ...version } = pair;
  return { version, privateKey };
}

const counting = (length: number) => Uint8Array.from({ length }, (_, index) => (index + 1) % 256);
const encrypt = async (version: NamedVersion, Algorithm: Algorithm, Plaintext: Uint8Array) =>
  (await service.call(asymmetricEncrypt, { ...version, Algorithm, Plaintext })).CiphertextBlob;
const decrypt = async (version: NamedVersion, Algorithm: Algorithm, CiphertextBlob: Uint8Array) =>
  (await service.call(asymmetricDecrypt, { ...version, Algorithm, CiphertextBlob })).Plaintext;

describe.each<[RsaAlgorithm, AsymmetricKeySpec, number, number]>([
  ["RSAES_OAEP_SHA_256", "RSA_2048", 190, 256],
  ["RSAES_OAEP_SHA_1", "RSA_2048", 214, 256],
  ["RSAES_OAEP_SHA_256", "RSA_3072", 318, 384],
  ["RSAES_OAEP_SHA_1", "RSA_3072", 342, 384],
  ["RSAES_OAEP_SHA_256", "RSA_4096", 446, 512],
  ["RSAES_OAEP_SHA_1", "RSA_4096", 470, 512],
])("%s under %s", (Algorithm, spec, longest, modulus) => {
  const oaepHash = oaepHashes[Algorithm];

  it.each([1, 32, longest])("encrypts %i bytes, which OpenSSL opens", async (length) => {
    const { version, privateKey } = pairOf(spec);
    const ciphertext = await encrypt(version, Algorithm, counting(length));
    expect(ciphertext).toHaveLength(modulus);
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" });
    expect(new Uint8Array(privateDecrypt({ key, padding, oaepHash }, ciphertext))).toEqual(counting(length));
  });

  it.each([1, 32, longest])("decrypts %i bytes that OpenSSL encrypted", async (length) => {
    const { version } = pairOf(spec);
    const key = await publicKeyOf(service, version);
    const ciphertext = publicEncrypt({ key, padding, oaepHash }, counting(length));
    expect(await decrypt(version, Algorithm, new Uint8Array(ciphertext))).toEqual(counting(length));
  });

  it("does not encrypt one byte more, and names Plaintext", async () => {
    const refusal = await refusalOf(encrypt(pairOf(spec).version, Algorithm, counting(longest + 1)));
    expect(refusal).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(refusal.message).toContain(` Plaintext: has ${String(longest + 1)} bytes`);
    expect(refusal.message).toContain(` at most ${String(longest)} `);
  });
});

describe("SM2PKE under EC_SM2", () => {
  it.skipIf(isLeftOut("openssl")).each([1, 32, 1024])(
    "encrypts %i bytes in the raw form, which OpenSSL opens",
    async (length) => {
      const { version, privateKey } = pairOf("EC_SM2");
      const ciphertext = await encrypt(version, "SM2PKE", counting(length));
      expect(ciphertext).toHaveLength(97 + length);
      expect(ciphertext[0]).toBe(4);
      expect(opensslDecrypt(privateKey, sm2CiphertextToDer(ciphertext))).toEqual(counting(length));
    },
  );

  it.skipIf(isLeftOut("openssl")).each([1, 32, 1024])(
    "decrypts %i bytes that OpenSSL encrypted, in DER and raw",
    async (length) => {
      const { version } = pairOf("EC_SM2");
      const der = opensslEncrypt(await publicKeyOf(service, version), counting(length));
      expect(await decrypt(version, "SM2PKE", der)).toEqual(counting(length));
      expect(await decrypt(version, "SM2PKE", sm2CiphertextToRaw(der))).toEqual(counting(length));
    },
  );

  it("takes 6,047 bytes, so that the ciphertext has 6,144, and no more", async () => {
    const { version } = pairOf("EC_SM2");
    const ciphertext = await encrypt(version, "SM2PKE", counting(6047));
    expect(ciphertext).toHaveLength(6144);
    expect(await decrypt(version, "SM2PKE", ciphertext)).toEqual(counting(6047));
    const refusal = await refusalOf(encrypt(version, "SM2PKE", counting(6048)));
    expect(refusal.message).toContain(" Plaintext: has 6048 bytes");
  });
});

describe.each<[Algorithm, AsymmetricKeySpec]>([
  ["RSAES_OAEP_SHA_256", "RSA_2048"],
  ["RSAES_OAEP_SHA_1", "RSA_2048"],
  ["SM2PKE", "EC_SM2"],
])("a ciphertext of %s", (Algorithm, spec) => {
  it("is another each time", async () => {
    const { version } = pairOf(spec);
    const once = async () => (await encrypt(version, Algorithm, bytes("a"))).join();
    expect(await once()).not.toBe(await once());
  });

  it("is answered, and opened, with key and version", async () => {
    const { KeyId, KeyVersionId } = pairOf(spec).version;
    await service.call(createAlias, { KeyId, AliasName: `alias/${Algorithm}` });
    const named = { KeyId: `alias/${Algorithm}`, KeyVersionId, Algorithm };
    const made = await service.call(asymmetricEncrypt, { ...named, Plaintext: bytes("a") });
    const { CiphertextBlob } = made;
    expect(made).toEqual({ KeyId, KeyVersionId, CiphertextBlob });
    expect(await service.call(asymmetricDecrypt, { ...named, CiphertextBlob })).toEqual({
      KeyId,
      KeyVersionId,
      Plaintext: bytes("a"),
    });
  });

  it("gets one answer, however it was changed, and by a key that it is not for", async () => {
    const { version } = pairOf(spec);
    const ciphertext = await encrypt(version, Algorithm, bytes("a"));
    const other = await newKeyPair(service, spec, "ENCRYPT/DECRYPT");
    const wrong = [0, 1, 40, 96, ciphertext.length - 1].map((place) => {
      const changed = ciphertext.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      return decrypt(version, Algorithm, changed);
    });
    const refusals = await Promise.all(
      [
        ...wrong,
        decrypt(other, Algorithm, ciphertext),
        decrypt(version, Algorithm, ciphertext.slice(1)),
        decrypt(version, Algorithm, Uint8Array.of(...ciphertext, 0)),
        decrypt(version, Algorithm, new Uint8Array(6400)),
        decrypt(version, Algorithm, Uint8Array.of(1)),
      ].map(refusalOf),
    );
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0]).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(refusals[0]?.message).toContain(" CiphertextBlob: ");
  });
});

describe("a ciphertext of RSA", () => {
  it("is not opened under the other hash", async () => {
    const { version } = pairOf("RSA_2048");
    const ciphertext = await encrypt(version, "RSAES_OAEP_SHA_256", bytes("a"));
    expect(await outcomeOf(decrypt(version, "RSAES_OAEP_SHA_1", ciphertext))).toBe("InvalidParameter");
  });

  it("may hold nothing", async () => {
    const { version } = pairOf("RSA_2048");
    const key = await publicKeyOf(service, version);
    const ciphertext = publicEncrypt({ key, padding, oaepHash: "sha256" }, new Uint8Array(0));
    expect(await decrypt(version, "RSAES_OAEP_SHA_256", new Uint8Array(ciphertext))).toHaveLength(0);
  });
});

describe("a data key that is exported to a key pair of the service", () => {
  it.each<[Algorithm, "RSA_2048" | "EC_SM2"]>([
    ["RSAES_OAEP_SHA_256", "RSA_2048"],
    ["RSAES_OAEP_SHA_1", "RSA_2048"],
    ["SM2PKE", "EC_SM2"],
  ])("under %s is opened by AsymmetricDecrypt", async (Algorithm, WrappingKeySpec) => {
    const recipient = await newKeyPair(service, WrappingKeySpec, "ENCRYPT/DECRYPT");
    const { CiphertextBlob, Plaintext } = await service.call(generateDataKey, {
      KeyId: await service.newKey(),
    });
    // The PEM text goes from one operation to the other as it is.
    const sent = new Map([
      ["CiphertextBlob", Buffer.from(CiphertextBlob).toString("base64")],
      ["PublicKeyBlob", await publicKeyOf(service, recipient)],
      ["WrappingKeySpec", WrappingKeySpec],
      ["WrappingAlgorithm", Algorithm],
    ]);
    const { ExportedDataKey } = await service.call(exportDataKey, parseRequest(exportDataKey, sent));
    expect(await decrypt(recipient, Algorithm, ExportedDataKey)).toEqual(Plaintext);
  });
});

describe.each([
  ["AsymmetricEncrypt", asymmetricEncrypt],
  ["AsymmetricDecrypt", asymmetricDecrypt],
])("%s", (_, operation) => {
  const call = (version: NamedVersion, Algorithm: Algorithm) => {
    const request = { ...version, Algorithm, Plaintext: bytes("a"), CiphertextBlob: new Uint8Array(256) };
    return service.call(operation, request);
  };

  it.each<[AsymmetricKeySpec, Algorithm]>([
    ["RSA_2048", "SM2PKE"],
    ["RSA_3072", "SM2PKE"],
    ["EC_SM2", "RSAES_OAEP_SHA_256"],
    ["EC_SM2", "RSAES_OAEP_SHA_1"],
  ])("under %s refuses %s, and names Algorithm", async (spec, Algorithm) => {
    const refusal = await refusalOf(call(pairOf(spec).version, Algorithm));
    expect(refusal).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(refusal.message).toContain(` Algorithm: ${Algorithm} `);
  });

  it.each<[AsymmetricKeySpec, Algorithm]>([
    ["RSA_2048", "RSAES_OAEP_SHA_256"],
    ["EC_P256", "RSAES_OAEP_SHA_256"],
    ["EC_SM2", "SM2PKE"],
  ])("refuses a key pair of %s that signs", async (spec, Algorithm) => {
    const signing = await newKeyPair(service, spec, "SIGN/VERIFY");
    expect(await refusalOf(call(signing, Algorithm))).toMatchObject({
      code: "Rejected.UnsupportedOperation",
      status: 400,
    });
  });

  it("refuses a symmetric key", async () => {
    const KeyId = await service.newKey();
    const { KeyMetadata } = await service.call(describeKey, { KeyId });
    const version = { KeyId, KeyVersionId: KeyMetadata.PrimaryKeyVersion };
    expect(await outcomeOf(call(version, "RSAES_OAEP_SHA_256"))).toBe("Rejected.UnsupportedOperation");
  });

  it("does not find a version of another key", async () => {
    const { KeyId } = pairOf("RSA_2048").version;
    const { KeyVersionId } = pairOf("EC_SM2").version;
    expect(await refusalOf(call({ KeyId, KeyVersionId }, "SM2PKE"))).toMatchObject({
      code: "Forbidden.KeyVersionNotFound",
      status: 404,
    });
  });
});
