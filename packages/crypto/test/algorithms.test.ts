import { isKeySpec, isWrappingAlgorithm, isOnSm2Curve, sm2Curve, wrappingAlgorithms } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";

describe("the tables", () => {
  it("know their own names and no others", () => {
    expect(isKeySpec("Aliyun_AES_256")).toBe(true);
    expect(isKeySpec("AES_256")).toBe(false);
    expect(isKeySpec("constructor")).toBe(false);
    expect(isWrappingAlgorithm("SM2PKE")).toBe(true);
    expect(isWrappingAlgorithm("RSAES_PKCS1_V1_5")).toBe(false);
    expect(isWrappingAlgorithm("__proto__")).toBe(false);
  });

  it("hold the limits of RSAES-OAEP: 256 - 2 * hash - 2 bytes (RFC 8017 7.1.1)", () => {
    expect(wrappingAlgorithms.RSAES_OAEP_SHA_256.maxPayload).toBe(256 - 2 * 32 - 2);
    expect(wrappingAlgorithms.RSAES_OAEP_SHA_1.maxPayload).toBe(256 - 2 * 20 - 2);
  });

  it("hold a curve that its base point is on", () => {
    expect(isOnSm2Curve(sm2Curve.gx, sm2Curve.gy)).toBe(true);
    expect(isOnSm2Curve(sm2Curve.gx, sm2Curve.p - sm2Curve.gy)).toBe(true);
    expect(isOnSm2Curve(sm2Curve.gx, sm2Curve.gy + 1n)).toBe(false);
  });
});
