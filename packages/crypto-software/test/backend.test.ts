import {
  bindingOf,
  bytesOfBase64Text,
  createSealer,
  parseRecipientKey,
  parseRecipientPrivateKey,
  sm2CiphertextToDer,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createSoftwareBackend, createSoftwareReceiver } from "@keyferry/crypto-software";
import { describe, expect, it } from "vitest";

const backend = createSoftwareBackend({ sealer: createSealer(new Uint8Array(32)) });
const receiver = createSoftwareReceiver();

const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const binding = bindingOf(versionId, undefined);

/** The software answers at once: a promise here is a fault. */
function atOnce<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new Error("the software answered with a promise");
  return value;
}

describe("the software backend", () => {
  it("claims every key spec and every algorithm", () => {
    expect(backend.capabilities).toMatchObject([
      {
        custody: "host",
        keySpecs: [
          "Aliyun_AES_256",
          "Aliyun_SM4",
          "Aliyun_AES_192",
          "Aliyun_AES_128",
          "RSA_2048",
          "RSA_3072",
          "RSA_4096",
          "EC_P256",
          "EC_P256K",
          "EC_SM2",
          "HMAC_SHA_224",
          "HMAC_SHA_256",
          "HMAC_SHA_384",
          "HMAC_SHA_512",
          "HMAC_SM3",
        ],
        signatureAlgorithms: {
          digest: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256", "SM2DSA"],
          message: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256", "SM2DSA"],
        },
        encryptionAlgorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"],
        macAlgorithms: ["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512", "HMAC_SM3"],
        wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"],
      },
    ]);
    expect(receiver.wrappingAlgorithms).toEqual(["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"]);
  });

  it.each([
    { spec: "Aliyun_AES_256", wrappingKeySpec: "RSA_2048", algorithm: "RSAES_OAEP_SHA_256" },
    { spec: "Aliyun_SM4", wrappingKeySpec: "EC_SM2", algorithm: "SM2PKE" },
  ] as const)(
    "ferries a data key of $spec by $algorithm, at once where node-forge is loaded",
    async ({ spec, wrappingKeySpec, algorithm }) => {
      // The first RSA key loads it.
      const pair = await receiver.generateRecipientKeyPair(wrappingKeySpec);
      const made = atOnce(
        backend.createKey({ owner: anOwner, versionId, spec, protectionLevel: "SOFTWARE" }),
      );
      const key = { owner: anOwner, versionId, spec, ...made };
      const body = atOnce(backend.generateDataKey({ key, binding }, 32));
      const recipient = parseRecipientKey(pair.publicKey, wrappingKeySpec);
      const { exported } = atOnce(backend.rewrap({ key, binding, body }, recipient, algorithm));

      const privateKey = parseRecipientPrivateKey(pair.privateKey, wrappingKeySpec);
      const dataKey = bytesOfBase64Text(atOnce(backend.decrypt({ key, binding, body })));
      const open = (from: Uint8Array) =>
        atOnce(receiver.openExportedDataKey(privateKey, from, algorithm)).bytes;
      expect(open(exported)).toEqual(dataKey);
      if (algorithm === "SM2PKE") expect(open(sm2CiphertextToDer(exported))).toEqual(dataKey);
    },
  );
});
