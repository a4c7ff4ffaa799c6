import {
  type AsymmetricKeySpec,
  authenticatesWith,
  ecCurves,
  type EncryptionAlgorithm,
  encryptsWith,
  isAsymmetricKeySpec,
  isEncryptionAlgorithm,
  isKeySpec,
  isMacAlgorithm,
  isMacKeySpec,
  isOnCurve,
  isOnSm2Curve,
  isSignatureAlgorithm,
  isSymmetricKeySpec,
  isWrappingAlgorithm,
  keySpecs,
  macAlgorithms,
  maxPlaintext,
  signatureAlgorithms,
  signsWith,
  sm2Curve,
  wrappingAlgorithms,
} from "@keyferry/crypto";
import { describe, expect, it } from "vitest";

describe("the tables", () => {
  it("know their own names and no others", () => {
    expect(isKeySpec("Aliyun_AES_256")).toBe(true);
    expect(isKeySpec("EC_P256K")).toBe(true);
    expect(isKeySpec("AES_256")).toBe(false);
    expect(isKeySpec("constructor")).toBe(false);
    expect(isWrappingAlgorithm("SM2PKE")).toBe(true);
    expect(isWrappingAlgorithm("RSAES_PKCS1_V1_5")).toBe(false);
    expect(isWrappingAlgorithm("__proto__")).toBe(false);
    expect(isEncryptionAlgorithm("RSAES_OAEP_SHA_1")).toBe(true);
    expect(isEncryptionAlgorithm("RSA_PSS_SHA_256")).toBe(false);
    expect(isSignatureAlgorithm("SM2DSA")).toBe(true);
    expect(isSignatureAlgorithm("toString")).toBe(false);
    expect(isMacAlgorithm("HMAC_SM3")).toBe(true);
    expect(isMacAlgorithm("HMAC_SHA_1")).toBe(false);
    expect(isMacKeySpec("valueOf")).toBe(false);
  });

  it("hold keys that encrypt, keys that are pairs and keys that authenticate", () => {
    const specs = Object.keys(keySpecs);
    expect(specs.filter(isSymmetricKeySpec)).toEqual(["Aliyun_AES_256", "Aliyun_SM4"]);
    const pairs = specs.filter(isAsymmetricKeySpec);
    expect(pairs).toEqual(["RSA_2048", "RSA_3072", "RSA_4096", "EC_P256", "EC_P256K", "EC_SM2"]);
    expect(specs.filter((spec) => !isSymmetricKeySpec(spec) && !isAsymmetricKeySpec(spec))).toEqual(
      specs.filter(isMacKeySpec),
    );
  });

  it.each(Object.entries(macAlgorithms))(
    "hold %s with keys of its name, as long as its codes",
    (algorithm, { length }) => {
      const name = algorithm as keyof typeof macAlgorithms;
      expect(keySpecs[name]).toEqual({ kind: "mac", keyLength: length });
      expect(authenticatesWith(name, name)).toBe(true);
      expect(authenticatesWith("Aliyun_SM4", name)).toBe(false);
    },
  );

  it("hold the limits of RSAES-OAEP: 256 - 2 * hash - 2 bytes (RFC 8017 7.1.1)", () => {
    expect(wrappingAlgorithms.RSAES_OAEP_SHA_256.maxPayload).toBe(256 - 2 * 32 - 2);
    expect(wrappingAlgorithms.RSAES_OAEP_SHA_1.maxPayload).toBe(256 - 2 * 20 - 2);
  });

  it.each<[EncryptionAlgorithm, AsymmetricKeySpec, number]>([
    ["RSAES_OAEP_SHA_256", "RSA_2048", 190],
    ["RSAES_OAEP_SHA_1", "RSA_2048", 214],
    ["RSAES_OAEP_SHA_256", "RSA_3072", 318],
    ["RSAES_OAEP_SHA_1", "RSA_3072", 342],
    ["RSAES_OAEP_SHA_256", "RSA_4096", 446],
    ["RSAES_OAEP_SHA_1", "RSA_4096", 470],
    ["SM2PKE", "EC_SM2", 6047],
  ])("hold the documented limit of %s under %s: %i bytes", (algorithm, spec, limit) => {
    expect(maxPlaintext(algorithm, spec)).toBe(limit);
  });

  it("pair algorithms with the specs that they are for", () => {
    expect(signsWith("RSA_3072", "RSA_PSS_SHA_256")).toBe(true);
    expect(signsWith("EC_SM2", "ECDSA_SHA_256")).toBe(false);
    expect(signsWith("Aliyun_SM4", "SM2DSA")).toBe(false);
    expect(encryptsWith("EC_SM2", "SM2PKE")).toBe(true);
    expect(encryptsWith("EC_P256", "SM2PKE")).toBe(false);
    expect(signatureAlgorithms.ECDSA_SHA_256.keySpecs).toEqual(["EC_P256", "EC_P256K"]);
    expect(() => maxPlaintext("SM2PKE", "RSA_2048")).toThrow(
      expect.objectContaining({ reason: "unsupported" }),
    );
  });

  it("hold a curve that its base point is on", () => {
    expect(isOnSm2Curve(sm2Curve.gx, sm2Curve.gy)).toBe(true);
    expect(isOnSm2Curve(sm2Curve.gx, sm2Curve.p - sm2Curve.gy)).toBe(true);
    expect(isOnSm2Curve(sm2Curve.gx, sm2Curve.gy + 1n)).toBe(false);
  });

  it.each(Object.entries(ecCurves))("hold the curve of %s with its base point", (_spec, curve) => {
    expect(isOnCurve(curve, curve.gx, curve.gy)).toBe(true);
    expect(isOnCurve(curve, curve.gx + 1n, curve.gy)).toBe(false);
    expect(curve.maxScalar).toBe(curve === sm2Curve ? curve.n - 2n : curve.n - 1n);
  });
});
