import { createHash, createPrivateKey, createPublicKey, constants, sign, verify } from "node:crypto";
import { type AsymmetricKeySpec, type SignatureAlgorithm, sm2Curve } from "@keyferry/algorithms";
import { createSealer, encodeEcPrivateKey, encodeEcPublicKey } from "@keyferry/crypto";
import type { BackendKey } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { sm2 as smCrypto } from "sm-crypto";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslSign, opensslVerify, pssOptions, sha256Options } from "../../../tools/testing/openssl.ts";
import { generateEcKeyPair } from "../src/ec-key-pair.ts";
import { Sm2Point } from "../src/ec-points.ts";
import { generateRsaKeyPair } from "../src/rsa-key-pair.ts";
import { signSm2, verifySm2 } from "../src/sm2-dsa.ts";
import { signerDigest } from "../src/sm2-messages.ts";

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

// GB/T 32918.5 annex A
const standard = {
  scalar: hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
  point: hexToBytes(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  ),
  k: hexToBytes("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21"),
  digest: hexToBytes("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"),
  r: hexToBytes("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"),
  s: hexToBytes("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"),
};

/** Signs with the standard's key, k being 1 first and the standard's then; answers whether both were drawn, and r and s. */
function signTwice(e: Uint8Array): { readonly bothDrawn: boolean; readonly numbers: Uint8Array } {
  const drawn = [numberToBytesBE(1n, 32), Uint8Array.from(standard.k)];
  const numbers = signSm2(standard.scalar, e, () => {
    const next = drawn.shift();
    if (!next) throw new Error("more scalars were drawn than expected");
    return next;
  });
  return { bothDrawn: drawn.length === 0, numbers };
}

describe("SM2DSA", () => {
  it("signs the example of GB/T 32918.5 annex A with its k, and wipes it", () => {
    const k = Uint8Array.from(standard.k);
    const numbers = signSm2(standard.scalar, standard.digest, () => k);
    expect(bytesToHex(numbers)).toBe(bytesToHex(concatBytes(standard.r, standard.s)));
    expect(verifySm2(standard.point, standard.digest, numbers)).toBe(true);
    expect(k).toEqual(new Uint8Array(32));
  });

  it("draws k again where r + k is n", () => {
    // With k = 1, x1 is that of the base point; with e = n - x1 - k, r = e + x1 is n - k.
    const e = numberToBytesBE(sm2Curve.n - sm2Curve.gx - 1n, 32);
    const { bothDrawn, numbers } = signTwice(e);
    expect(bothDrawn).toBe(true);
    expect(verifySm2(standard.point, e, numbers)).toBe(true);
  });

  it("draws k again where s is 0", () => {
    // With k = 1 and e = r - x1, s is 0 for an r of k / d.
    const r = Sm2Point.Fn.inv(bytesToNumberBE(standard.scalar));
    const e = numberToBytesBE(Sm2Point.Fn.sub(r, sm2Curve.gx), 32);
    const { bothDrawn, numbers } = signTwice(e);
    expect(bothDrawn).toBe(true);
    expect(verifySm2(standard.point, e, numbers)).toBe(true);
  });

  it("is false where r + s is n, which would be true for everybody's key", () => {
    // With s = 1 the sum of points is the base point, and e can be chosen to fit r = n-1.
    const e = numberToBytesBE(sm2Curve.n - 1n - sm2Curve.gx, 32);
    const numbers = concatBytes(numberToBytesBE(sm2Curve.n - 1n, 32), numberToBytesBE(1n, 32));
    expect(verifySm2(standard.point, e, numbers)).toBe(false);
  });

  it("is false where r is 0, which would be true for everybody's key", () => {
    // With s = 1 the sum of points is base point and public key, and e can be chosen to fit r = 0.
    const { x } = Sm2Point.BASE.add(Sm2Point.fromBytes(standard.point)).toAffine();
    const numbers = concatBytes(new Uint8Array(32), numberToBytesBE(1n, 32));
    expect(verifySm2(standard.point, numberToBytesBE(sm2Curve.n - x, 32), numbers)).toBe(false);
  });

  it("hashes the message of GB/T 32918.5 annex A to its e, with the default user id", () => {
    const e = signerDigest(standard.point, new TextEncoder().encode("message digest"));
    expect(bytesToHex(e)).toBe(bytesToHex(standard.digest));
  });

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
