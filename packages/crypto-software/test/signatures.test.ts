import { createHash, createPrivateKey, createPublicKey, constants, sign, verify } from "node:crypto";
import { type AsymmetricKeySpec, type SignatureAlgorithm } from "@keyferry/algorithms";
import { createSealer, encodeEcPrivateKey, encodeEcPublicKey } from "@keyferry/crypto";
import type { BackendKey } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { sm2 as smCrypto } from "sm-crypto";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslSign, opensslVerify, pssOptions, sha256Options } from "../../../tools/testing/openssl.ts";
import { generateEcKeyPair } from "../src/ec-key-pair.ts";
import { generateRsaKeyPair } from "../src/rsa-key-pair.ts";

const sealer = createSealer(new Uint8Array(32));
const { importer, signer, keyPairs } = createSoftwareBackend({ sealer });
if (!importer || !signer || !keyPairs) throw new Error("the software backend has key pairs");

const message = new TextEncoder().encode("ferry me over");
const digest = Uint8Array.from(createHash("sha256").update(message).digest());
const rsaPair = await generateRsaKeyPair(2048);

async function importKey(spec: AsymmetricKeySpec, privateKey: Uint8Array): Promise<BackendKey> {
  const newKey = {
    owner: anOwner,
    versionId: crypto.randomUUID(),
    spec,
    protectionLevel: "SOFTWARE",
  } as const;
  return { ...newKey, ...(await importer?.importKey(newKey, privateKey)) } as BackendKey;
}

const cases: readonly {
  readonly spec: AsymmetricKeySpec;
  readonly algorithm: SignatureAlgorithm;
  readonly options: readonly string[];
}[] = [
  { spec: "RSA_2048", algorithm: "RSA_PSS_SHA_256", options: [...sha256Options, ...pssOptions] },
  { spec: "RSA_2048", algorithm: "RSA_PKCS1_SHA_256", options: sha256Options },
  { spec: "EC_P256", algorithm: "ECDSA_SHA_256", options: [] },
  { spec: "EC_P256K", algorithm: "ECDSA_SHA_256", options: [] },
  { spec: "EC_SM2", algorithm: "SM2DSA", options: [] },
];

describe.each(cases)("$algorithm with a key of $spec", ({ spec, algorithm, options }) => {
  const pair = spec === "RSA_2048" ? rsaPair : generateEcKeyPair(spec as "EC_P256" | "EC_P256K" | "EC_SM2");

  it.skipIf(isLeftOut("openssl"))("is verified by OpenSSL's command", async () => {
    const key = await importKey(spec, pair.privateKey);
    const signature = await signer.sign(key, algorithm, { digest });
    expect(opensslVerify(pair.publicKey, digest, signature, options)).toBe(true);
    expect(opensslVerify(pair.publicKey, digest.toReversed(), signature, options)).toBe(false);
  });

  it.skipIf(isLeftOut("openssl"))("verifies what OpenSSL's command signed", async () => {
    const key = await importKey(spec, pair.privateKey);
    const signature = opensslSign(pair.privateKey, digest, options);
    expect(await signer.verify(key, algorithm, { digest }, signature)).toBe(true);
    expect(await signer.verify(key, algorithm, { digest: digest.toReversed() }, signature)).toBe(false);
  });

  it("shows the public key that the pair was made with, which node:crypto reads", async () => {
    const publicKey = await keyPairs.publicKey(await importKey(spec, pair.privateKey));
    expect(publicKey).toEqual(pair.publicKey);
    const read = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
    const derived = createPublicKey(
      createPrivateKey({ key: Buffer.from(pair.privateKey), format: "der", type: "pkcs8" }),
    );
    expect(read.equals(derived)).toBe(true);
  });
});

describe.each([
  { spec: "RSA_2048", algorithm: "RSA_PSS_SHA_256", padding: constants.RSA_PKCS1_PSS_PADDING },
  { spec: "RSA_2048", algorithm: "RSA_PKCS1_SHA_256", padding: constants.RSA_PKCS1_PADDING },
  { spec: "EC_P256", algorithm: "ECDSA_SHA_256", padding: undefined },
  { spec: "EC_P256K", algorithm: "ECDSA_SHA_256", padding: undefined },
] as const)(
  "$algorithm with a key of $spec, over the SHA-256 of a message",
  ({ spec, algorithm, padding }) => {
    const pair = spec === "RSA_2048" ? rsaPair : generateEcKeyPair(spec);
    const extra = padding === undefined ? {} : { padding, saltLength: 32 };
    const der = { format: "der" } as const;
    const publicKey = { key: Buffer.from(pair.publicKey), ...der, type: "spki", ...extra } as const;
    const privateKey = { key: Buffer.from(pair.privateKey), ...der, type: "pkcs8", ...extra } as const;

    it("is the signature of the message that node:crypto verifies and makes", async () => {
      const key = await importKey(spec, pair.privateKey);
      const theirs = Uint8Array.from(sign("sha256", message, privateKey));
      for (const input of [{ digest }, { message }] as const) {
        expect(verify("sha256", message, publicKey, await signer.sign(key, algorithm, input))).toBe(true);
        expect(await signer.verify(key, algorithm, input, theirs)).toBe(true);
      }
    });
  },
);

describe("ECDSA on secp256k1", () => {
  it("always gives the smaller s, and so at most 71 bytes", async () => {
    const key = await importKey("EC_P256K", generateEcKeyPair("EC_P256K").privateKey);
    for (let count = 0; count < 20; count += 1) {
      expect((await signer.sign(key, "ECDSA_SHA_256", { digest })).length).toBeLessThanOrEqual(71);
    }
  });
});

describe.each(["EC_P256", "EC_P256K"] as const)("ECDSA with a key of %s", (spec) => {
  it("signs another way each time", async () => {
    const key = await importKey(spec, generateEcKeyPair(spec).privateKey);
    const one = await signer.sign(key, "ECDSA_SHA_256", { digest });
    expect(await signer.sign(key, "ECDSA_SHA_256", { digest })).not.toEqual(one);
  });
});

// The key of GB/T 32918.5 annex A
const standard = {
  scalar: hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
  point: hexToBytes(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  ),
};

describe("SM2DSA", () => {
  const messages = [message, new Uint8Array(0), new Uint8Array(1_000).fill(7)];

  it.skipIf(isLeftOut("openssl"))("of a message is what OpenSSL's command verifies and makes", async () => {
    const pair = generateEcKeyPair("EC_SM2");
    const key = await importKey("EC_SM2", pair.privateKey);
    const options = ["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"];
    for (const data of messages) {
      const ours = await signer.sign(key, "SM2DSA", { message: data });
      expect(opensslVerify(pair.publicKey, data, ours, options)).toBe(true);
      const theirs = opensslSign(pair.privateKey, data, options);
      expect(await signer.verify(key, "SM2DSA", { message: data }, theirs)).toBe(true);
      expect(await signer.verify(key, "SM2DSA", { message: Uint8Array.of(...data, 0) }, theirs)).toBe(false);
    }
  });

  it("of a message is what sm-crypto verifies and makes", async () => {
    const key = await importKey("EC_SM2", encodeEcPrivateKey("EC_SM2", standard.scalar, standard.point));
    const options = { hash: true, der: true } as const;
    const [publicKey, privateKey] = [bytesToHex(standard.point), bytesToHex(standard.scalar)];
    for (const data of messages) {
      const ours = bytesToHex(await signer.sign(key, "SM2DSA", { message: data }));
      expect(smCrypto.doVerifySignature(data, ours, publicKey, options)).toBe(true);
      const theirs = hexToBytes(smCrypto.doSignature(data, privateKey, options));
      expect(await signer.verify(key, "SM2DSA", { message: data }, theirs)).toBe(true);
    }
  });

  it("is verified by sm-crypto, and verifies what sm-crypto signed", async () => {
    const pair = {
      privateKey: encodeEcPrivateKey("EC_SM2", standard.scalar, standard.point),
      publicKey: encodeEcPublicKey("EC_SM2", standard.point),
    };
    const key = await importKey("EC_SM2", pair.privateKey);
    for (let count = 0; count < 4; count += 1) {
      const e = digest.map((byte) => byte ^ count);
      const ours = bytesToHex(await signer.sign(key, "SM2DSA", { digest: e }));
      const options = { hash: false, der: true } as const;
      expect(smCrypto.doVerifySignature(e, ours, bytesToHex(standard.point), options)).toBe(true);
      const theirs = hexToBytes(smCrypto.doSignature(e, bytesToHex(standard.scalar), options));
      expect(await signer.verify(key, "SM2DSA", { digest: e }, theirs)).toBe(true);
    }
  });
});
