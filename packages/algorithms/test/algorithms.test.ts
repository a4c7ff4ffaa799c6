import {
  type AsymmetricKeySpec,
  authenticatesWith,
  ecCurves,
  type EncryptionAlgorithm,
  encryptsWith,
  isAsymmetricKeySpec,
  isEncryptionAlgorithm,
  isHardwareOnly,
  isKeySpec,
  isMacAlgorithm,
  isMacKeySpec,
  isSignatureAlgorithm,
  isSymmetricKeySpec,
  isWrappingAlgorithm,
  type KeySpec,
  keySpecs,
  namesOf,
  type KeyUsage,
  macAlgorithms,
  maxPlaintext,
  signatureAlgorithms,
  signsWith,
  sm2Curve,
  usagesOf,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
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
    expect(specs.filter(isSymmetricKeySpec)).toEqual([
      ...["Aliyun_AES_256", "Aliyun_SM4", "Aliyun_AES_192", "Aliyun_AES_128"],
    ]);
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
    expect(() => maxPlaintext("SM2PKE", "RSA_2048")).toThrow(RangeError);
  });

  it.each(Object.entries(ecCurves))(
    "hold the curve of %s, all of its numbers of one length",
    (_spec, curve) => {
      for (const number of [curve.p, curve.n]) {
        expect(number.toString(16)).toHaveLength(2 * curve.coordinateLength);
      }
      for (const number of [curve.a, curve.b, curve.gx, curve.gy]) expect(number < curve.p).toBe(true);
      expect(curve.maxScalar).toBe(curve === sm2Curve ? curve.n - 2n : curve.n - 1n);
    },
  );

  it("know the two key specs that are documented for hardware keys alone", () => {
    expect(namesOf(keySpecs).filter(isHardwareOnly)).toEqual(["Aliyun_AES_192", "Aliyun_AES_128"]);
  });

  it.each<[KeySpec, readonly KeyUsage[]]>([
    ["Aliyun_SM4", ["ENCRYPT/DECRYPT"]],
    ["RSA_2048", ["SIGN/VERIFY", "ENCRYPT/DECRYPT"]],
    ["EC_P256", ["SIGN/VERIFY"]],
    ["EC_SM2", ["SIGN/VERIFY", "ENCRYPT/DECRYPT"]],
    ["HMAC_SM3", ["GENERATE/VERIFY_MAC"]],
  ])("say what keys of %s are for: %j", (spec, usages) => {
    expect(usagesOf(spec)).toEqual(usages);
  });
});
