import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { sm2Curve } from "@keyferry/algorithms";
import {
  encodeEcPrivateKey,
  encodeEcPublicKey,
  parseRecipientKey,
  parseRecipientPrivateKey,
} from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { rsa2048PrivateKey, sm2PrivateKey, sm2PublicKey } from "../src/conformance/vectors/fixed-keys.ts";

const refused = expect.objectContaining({ reason: "recipient key refused" }) as Error;
const scalarOf = (number: bigint) =>
  new Uint8Array(Buffer.from(number.toString(16).padStart(64, "0"), "hex"));
const basePoint = Uint8Array.of(4, ...scalarOf(sm2Curve.gx), ...scalarOf(sm2Curve.gy));

function exportPkcs8(key: ReturnType<typeof createPrivateKey>): Uint8Array {
  return new Uint8Array(key.export({ type: "pkcs8", format: "der" }));
}

describe("a recipient's private key", () => {
  it("is taken as OpenSSL makes it: RSA of 2,048 bits", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pkcs8 = exportPkcs8(privateKey);
    expect(parseRecipientPrivateKey(pkcs8, "RSA_2048")).toEqual({ spec: "RSA_2048", pkcs8 });
  });

  it("is taken as OpenSSL makes it: SM2", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "SM2" });
    const key = parseRecipientPrivateKey(exportPkcs8(privateKey), "EC_SM2");
    expect(key).toMatchObject({ spec: "EC_SM2" });
  });

  it("is wiped with the bytes it was read from", () => {
    const pkcs8 = sm2PrivateKey.slice();
    const key = parseRecipientPrivateKey(pkcs8, "EC_SM2");
    pkcs8.fill(0);
    expect(key).toMatchObject({ scalar: new Uint8Array(32) });
  });

  it("is refused as another spec", () => {
    expect(() => parseRecipientPrivateKey(rsa2048PrivateKey, "EC_SM2")).toThrow(refused);
    expect(() => parseRecipientPrivateKey(sm2PrivateKey, "RSA_2048")).toThrow(refused);
  });

  it.each([
    ["RSA of 1,024 bits", generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey, "RSA_2048"],
    ["RSA-PSS", generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey, "RSA_2048"],
    ["P-256", generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, "EC_SM2"],
    ["Ed25519", generateKeyPairSync("ed25519").privateKey, "EC_SM2"],
  ] as const)("is refused: %s", (_what, privateKey, spec) => {
    expect(() => parseRecipientPrivateKey(exportPkcs8(privateKey), spec)).toThrow(refused);
  });

  it.each([
    ["0", 0n],
    ["n-1", sm2Curve.n - 1n],
    ["n", sm2Curve.n],
    ["2^256-1", 2n ** 256n - 1n],
  ])("is refused with the scalar %s", (_what, scalar) => {
    const pkcs8 = encodeEcPrivateKey("EC_SM2", scalarOf(scalar), basePoint);
    expect(() => parseRecipientPrivateKey(pkcs8, "EC_SM2")).toThrow("not between 1 and n-2");
  });

  it.each([1n, sm2Curve.n - 2n])("may have the scalar %s", (scalar) => {
    const pkcs8 = encodeEcPrivateKey("EC_SM2", scalarOf(scalar), basePoint);
    expect(parseRecipientPrivateKey(pkcs8, "EC_SM2")).toMatchObject({ scalar: scalarOf(scalar) });
  });

  it("is refused with a scalar of another length, or a point off the curve", () => {
    expect(() =>
      parseRecipientPrivateKey(encodeEcPrivateKey("EC_SM2", new Uint8Array(31), basePoint), "EC_SM2"),
    ).toThrow(refused);
    const offCurve = basePoint.slice().fill(1, 64);
    expect(() =>
      parseRecipientPrivateKey(encodeEcPrivateKey("EC_SM2", scalarOf(1n), offCurve), "EC_SM2"),
    ).toThrow(refused);
  });

  it.each([
    ["RSA_2048", rsa2048PrivateKey],
    ["EC_SM2", sm2PrivateKey],
  ] as const)("is refused with bytes cut off, put on, or out of measure: %s", (spec, pkcs8) => {
    for (let length = 0; length < pkcs8.length; length += 1) {
      expect(() => parseRecipientPrivateKey(pkcs8.subarray(0, length), spec)).toThrow(refused);
    }
    expect(() => parseRecipientPrivateKey(Uint8Array.of(...pkcs8, 0), spec)).toThrow(refused);
    expect(() => parseRecipientPrivateKey(new Uint8Array(5_000), spec)).toThrow(refused);
  });

  it("keeps its numbers out of errors", () => {
    const pkcs8 = encodeEcPrivateKey("EC_SM2", scalarOf(2n ** 256n - 1n), basePoint);
    expect(() => parseRecipientPrivateKey(pkcs8, "EC_SM2")).not.toThrow("ffffffff");
  });
});

describe("the encoding of SM2 keys", () => {
  it("is the one of OpenSSL", () => {
    const point = sm2PublicKey.subarray(26);
    expect(encodeEcPublicKey("EC_SM2", point)).toEqual(sm2PublicKey);
    const key = parseRecipientPrivateKey(sm2PrivateKey, "EC_SM2");
    if (key.spec !== "EC_SM2") throw new Error("an SM2 key was expected");
    expect(encodeEcPrivateKey("EC_SM2", key.scalar, point)).toEqual(sm2PrivateKey);
  });

  it("is read by OpenSSL", () => {
    const pkcs8 = Buffer.from(encodeEcPrivateKey("EC_SM2", scalarOf(1n), basePoint));
    const privateKey = createPrivateKey({ key: pkcs8, type: "pkcs8", format: "der" });
    const spki = new Uint8Array(createPublicKey(privateKey).export({ type: "spki", format: "der" }));
    expect(parseRecipientKey(spki, "EC_SM2")).toMatchObject({ point: basePoint });
  });
});
