import { constants, createHash, createPublicKey, publicEncrypt, verify } from "node:crypto";
import { createPrivateKey, privateDecrypt } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixedKeyPairs } from "../src/conformance/vectors/fixed-key-pairs.ts";
import { emsaPkcs1, emsaPssEncode, emsaPssMatches } from "../src/host/emsa.ts";

const { privateKey, publicKey } = fixedKeyPairs.RSA_2048;
const padding = constants.RSA_NO_PADDING;
const priv = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" });
const pub = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });

/** The signature of an encoded message: the bare private operation of OpenSSL. */
const signatureOf = (encoded: Uint8Array) => privateDecrypt({ key: priv, padding }, encoded);

const digestOf = (message: Uint8Array) => Uint8Array.from(createHash("sha256").update(message).digest());
const salts = fc.uint8Array({ minLength: 32, maxLength: 32 });
const messages = fc.uint8Array({ maxLength: 100 });

describe("EMSA-PSS", () => {
  it("is the encoding that OpenSSL verifies, whatever message and salt", () => {
    const pss = { key: pub, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    fc.assert(
      fc.property(messages, salts, (message, salt) => {
        const encoded = emsaPssEncode(digestOf(message), salt, 256);
        expect(verify("sha256", message, pss, signatureOf(encoded))).toBe(true);
        expect(emsaPssMatches(digestOf(message), encoded)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("matches nothing with one bit altered", () => {
    const digest = digestOf(Uint8Array.of(1));
    const encoded = emsaPssEncode(digest, new Uint8Array(32).fill(9), 256);
    for (let bit = 0; bit < 256 * 8; bit += 1) {
      const altered = encoded.map((byte, i) => (i === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
      expect(emsaPssMatches(digest, altered), `bit ${String(bit)}`).toBe(false);
    }
  });

  it("is of the length of each modulus, with the first bit clear", () => {
    for (const length of [256, 384, 512]) {
      const encoded = emsaPssEncode(new Uint8Array(32), new Uint8Array(32), length);
      expect(encoded).toHaveLength(length);
      expect(encoded[0]).toBeLessThan(0x80);
      expect(emsaPssMatches(new Uint8Array(32), encoded)).toBe(true);
    }
  });
});

describe("EMSA-PKCS1-v1_5", () => {
  it("is the encoding that OpenSSL verifies and makes", () => {
    fc.assert(
      fc.property(messages, (message) => {
        const signature = signatureOf(emsaPkcs1(digestOf(message), 256));
        expect(verify("sha256", message, pub, signature)).toBe(true);
        const raw = publicEncrypt({ key: pub, padding }, signature);
        expect(new Uint8Array(raw)).toEqual(emsaPkcs1(digestOf(message), 256));
      }),
      { numRuns: 10 },
    );
  });
});
