import { createHash, generateKeyPairSync } from "node:crypto";
import type { RecipientKeySpec } from "@keyferry/algorithms";
import { CryptoError, parseRecipientKey } from "@keyferry/crypto";
import { badRecipientKeys } from "@keyferry/crypto/conformance";
import { describe, expect, it } from "vitest";
import { rsa2048PublicKey, sm2PublicKey } from "../src/conformance/vectors/fixed-keys.ts";

function reasonOf(spki: Uint8Array, spec: RecipientKeySpec): string {
  try {
    parseRecipientKey(spki, spec);
  } catch (error) {
    return error instanceof CryptoError && error.reason === "recipient key refused"
      ? error.message
      : String(error);
  }
  return "accepted";
}

describe("a recipient's public key", () => {
  it("is taken as OpenSSL makes it: RSA of 2,048 bits", () => {
    for (const publicExponent of [65_537, 65_539, 4_294_967_295 - 2]) {
      const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent });
      const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
      const key = parseRecipientKey(spki, "RSA_2048");
      const { n = "" } = publicKey.export({ format: "jwk" });
      expect(key).toMatchObject({
        spec: "RSA_2048",
        modulus: BigInt(`0x${Buffer.from(n, "base64url").toString("hex")}`),
        exponent: BigInt(publicExponent),
      });
      expect(key.spki).toEqual(spki);
    }
  });

  it("is taken as OpenSSL makes it: SM2", () => {
    for (let count = 0; count < 20; count += 1) {
      const { publicKey } = generateKeyPairSync("ec", { namedCurve: "SM2" });
      const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
      expect(spki).toHaveLength(91);
      expect(parseRecipientKey(spki, "EC_SM2")).toMatchObject({ spec: "EC_SM2", point: spki.slice(26) });
    }
  });

  it.each([
    ["RSA_2048", rsa2048PublicKey],
    ["EC_SM2", sm2PublicKey],
  ] as const)("has the SHA-256 of its DER as its fingerprint: %s", (spec, spki) => {
    const expected = createHash("sha256").update(spki).digest("hex");
    expect(parseRecipientKey(spki, spec).fingerprint).toBe(expected);
  });

  it("is refused for each of its faults, and the message says which", () => {
    const reasons = badRecipientKeys().map(({ name, spki, spec }) => `${name} -> ${reasonOf(spki, spec)}`);
    expect(reasons).toMatchSnapshot();
  });

  it("is refused with any byte altered, unless that gives another sound key", () => {
    for (const [spki, spec, headLength] of [
      [rsa2048PublicKey, "RSA_2048", 33],
      [sm2PublicKey, "EC_SM2", 91],
    ] as const) {
      for (let index = 0; index < headLength; index += 1) {
        const altered = spki.slice();
        altered[index] = (altered[index] ?? 0) ^ 0x01;
        expect(reasonOf(altered, spec), `byte ${String(index)}`).not.toBe("accepted");
      }
    }
  });

  it.each([
    ["an array", new Uint8Array(sm2PublicKey)],
    ["a Buffer", Buffer.from(sm2PublicKey)],
  ])("is a copy, which the caller's bytes in %s no longer change", (_, bytes) => {
    const key = parseRecipientKey(bytes, "EC_SM2");
    bytes.fill(0);
    expect(key.spki).toEqual(sm2PublicKey);
    expect(Object.isFrozen(key)).toBe(true);
  });
});

describe("the list of bad keys", () => {
  it("is the same each time and names each fault once", () => {
    expect(badRecipientKeys()).toEqual(badRecipientKeys());
    const names = badRecipientKeys().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(badRecipientKeys().map(({ spec, spki }) => `${spec} ${String(spki)}`)).size).toBe(
      names.length,
    );
  });
});
