import { createECDH, createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { ecCurves } from "@keyferry/algorithms";
import { CryptoError, encodeEcPrivateKey, encodeEcPublicKey, parseEcPrivateKey } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { parseEcPublicKey } from "../src/keys/ec-public-key.ts";

const refuse = (why: string) => new CryptoError("unsupported", why);
const refused = expect.objectContaining({ reason: "unsupported" }) as Error;
const der = { format: "der" } as const;

const curves = [
  { spec: "EC_P256", namedCurve: "prime256v1", other: "secp256k1" },
  { spec: "EC_P256K", namedCurve: "secp256k1", other: "prime256v1" },
] as const;

describe.each(curves)("a key of $spec", ({ spec, namedCurve, other }) => {
  const pair = generateKeyPairSync("ec", {
    namedCurve,
    publicKeyEncoding: { type: "spki", ...der },
    privateKeyEncoding: { type: "pkcs8", ...der },
  });

  it("is read as OpenSSL writes it, and written the same way", () => {
    const { scalar } = parseEcPrivateKey(pair.privateKey, spec, refuse);
    const point = parseEcPublicKey(pair.publicKey, ecCurves[spec], refuse);
    expect(Buffer.from(encodeEcPrivateKey(spec, scalar, point)).equals(pair.privateKey)).toBe(true);
    expect(Buffer.from(encodeEcPublicKey(spec, point)).equals(pair.publicKey)).toBe(true);
  });

  it("is written so that OpenSSL reads it and finds the same public key", () => {
    const scalar = new Uint8Array(32).fill(7);
    const ecdh = createECDH(namedCurve);
    ecdh.setPrivateKey(scalar);
    const point = Uint8Array.from(ecdh.getPublicKey());
    const pkcs8 = Buffer.from(encodeEcPrivateKey(spec, scalar, point));
    const read = createPublicKey(createPrivateKey({ key: pkcs8, ...der, type: "pkcs8" }));
    expect(new Uint8Array(read.export({ ...der, type: "spki" }))).toEqual(encodeEcPublicKey(spec, point));
  });

  it("is refused on another curve, with a scalar out of range, or with bytes missing", () => {
    const foreign = generateKeyPairSync("ec", { namedCurve: other }).privateKey.export({
      ...der,
      type: "pkcs8",
    });
    expect(() => parseEcPrivateKey(foreign, spec, refuse)).toThrow(refused);
    const point = parseEcPublicKey(pair.publicKey, ecCurves[spec], refuse);
    for (const number of [0n, ecCurves[spec].n, 2n ** 256n - 1n]) {
      const scalar = Uint8Array.from(Buffer.from(number.toString(16).padStart(64, "0"), "hex"));
      const pkcs8 = encodeEcPrivateKey(spec, scalar, point);
      expect(() => parseEcPrivateKey(pkcs8, spec, refuse)).toThrow("not between 1 and n-1");
    }
    for (let length = 0; length < pair.privateKey.length; length += 1) {
      expect(() => parseEcPrivateKey(pair.privateKey.subarray(0, length), spec, refuse)).toThrow(refused);
    }
  });

  it("may have the scalar n-1", () => {
    const scalar = Uint8Array.from(Buffer.from(ecCurves[spec].maxScalar.toString(16), "hex"));
    const point = parseEcPublicKey(pair.publicKey, ecCurves[spec], refuse);
    const pkcs8 = encodeEcPrivateKey(spec, scalar, point);
    expect(parseEcPrivateKey(pkcs8, spec, refuse).scalar).toEqual(scalar);
  });
});
