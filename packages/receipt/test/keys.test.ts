import { createHash, createPublicKey } from "node:crypto";
import { encodeEcPublicKey } from "@keyferry/crypto";
import {
  parseReceiptKeys,
  ReceiptError,
  receiptJwk,
  receiptKeyOf,
  receiptKeyPem,
  signReceipt,
  verifyReceipt,
} from "@keyferry/receipt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signers, statement } from "./signers.ts";

const [[, ed25519], [, sm2]] = signers;

function reasonOf(work: () => unknown): string {
  try {
    work();
    return "taken";
  } catch (error) {
    if (error instanceof ReceiptError) return error.reason;
    throw error;
  }
}

describe.each(signers)("a public key of %s", (spec, { key }) => {
  it("is read from what was written: JSON Web Key, set of them, PEM", () => {
    const jwk = receiptJwk(key);
    for (const text of [
      JSON.stringify(jwk),
      JSON.stringify({ keys: [jwk] }, undefined, 2),
      receiptKeyPem(key),
      receiptKeyPem(key).replaceAll("\n", "\r\n"),
    ]) {
      expect(parseReceiptKeys(text)).toEqual([key]);
    }
  });

  it("is named by its thumbprint (RFC 7638)", () => {
    const { kid, crv, kty, x, y } = receiptJwk(key);
    const members = JSON.stringify(spec === "Ed25519" ? { crv, kty, x } : { crv, kty, x, y });
    expect(kid).toBe(createHash("sha256").update(members).digest("base64url"));
    expect(key.id).toBe(kid);
  });

  it("has the SubjectPublicKeyInfo that others write", () => {
    const pem = receiptKeyPem(key);
    const der = Buffer.from(pem.replaceAll(/-----.*-----|\n/g, ""), "base64");
    const { bytes } = key;
    const others =
      spec === "Ed25519"
        ? createPublicKey({ key: { ...receiptJwk(key) }, format: "jwk" }).export({
            format: "der",
            type: "spki",
          })
        : encodeEcPublicKey("EC_SM2", bytes);
    expect(der.equals(others)).toBe(true);
    expect(pem.split("\n").every((line) => line.length <= 64)).toBe(true);
  });

  it("is refused under another's name, cut, or of another length", () => {
    const jwk = receiptJwk(key);
    const bad = [
      { ...jwk, kid: "another" },
      { ...jwk, x: jwk.x.slice(1) },
      { ...jwk, x: `${jwk.x}=` },
      { ...jwk, x: undefined },
      { ...jwk, crv: "P-256" },
    ];
    for (const other of bad) expect(reasonOf(() => parseReceiptKeys(JSON.stringify(other)))).toBe("bad key");
    const pem = receiptKeyPem(key);
    for (const other of [
      pem.slice(0, 60),
      pem.replace("PUBLIC", "PRIVATE"),
      pem.replace("M", "N"),
      `${pem}x`,
    ]) {
      expect(reasonOf(() => parseReceiptKeys(other))).toBe("bad key");
    }
    expect(() => receiptKeyOf(spec, key.bytes.subarray(1))).toThrow(RangeError);
  });
});

describe("a set of keys", () => {
  it("may have keys of other kinds, which are passed over", () => {
    const other = { kty: "RSA", n: "AQAB", e: "AQAB", kid: "rsa" };
    const keys = [other, receiptJwk(ed25519.key), receiptJwk(sm2.key)];
    expect(parseReceiptKeys(JSON.stringify({ keys }))).toEqual([ed25519.key, sm2.key]);
    expect(reasonOf(() => parseReceiptKeys(JSON.stringify({ keys: [other] })))).toBe("bad key");
  });

  it("may be PEM of one key after another, as it is written", () => {
    const pems = [ed25519.key, sm2.key].map(receiptKeyPem);
    for (const text of [pems.join(""), pems.join("\n"), pems.join("").replaceAll("\n", "\r\n")]) {
      expect(parseReceiptKeys(text)).toEqual([ed25519.key, sm2.key]);
    }
    expect(reasonOf(() => parseReceiptKeys(pems.join("x\n")))).toBe("bad key");
    expect(reasonOf(() => parseReceiptKeys(receiptKeyPem(ed25519.key).repeat(101)))).toBe("bad key");
  });

  it("is bounded", () => {
    const keys = Array.from({ length: 101 }, () => receiptJwk(ed25519.key));
    expect(reasonOf(() => parseReceiptKeys(JSON.stringify({ keys })))).toBe("bad key");
    expect(reasonOf(() => parseReceiptKeys(" ".repeat(65_537)))).toBe("bad key");
  });

  it("is a ReceiptError for anything else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        expect(reasonOf(() => parseReceiptKeys(text))).toBe("bad key");
      }),
    );
  });
});

describe("a key that is no point of its curve", () => {
  it("verifies nothing", () => {
    const off = sm2.key.bytes.with(64, (sm2.key.bytes[64] ?? 0) ^ 1);
    const key = receiptKeyOf("EC_SM2", off);
    const receipt = signReceipt(statement, { ...sm2, key });
    expect(reasonOf(() => verifyReceipt(receipt, [key]))).toBe("bad key");
  });

  it("verifies nothing, nor does one of small order, which would verify much", () => {
    for (const bytes of [
      new Uint8Array(32),
      new Uint8Array(32).fill(1, 0, 1),
      new Uint8Array(32).fill(0xff),
    ]) {
      const key = receiptKeyOf("Ed25519", bytes);
      const receipt = signReceipt(statement, { key, sign: () => new Uint8Array(64).fill(1, 0, 1) });
      expect(reasonOf(() => verifyReceipt(receipt, [key]))).toBe("bad signature");
    }
  });
});
