import { sm2CiphertextToDer, sm2CiphertextToRaw } from "@keyferry/crypto";
import { decryptSm2, DecryptionError, encryptSm2, generateSm2PrivateKey, sm3, sm3Kdf } from "@keyferry/gm";
import { numberToBytesBE } from "@noble/curves/utils.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { sm2 as smCrypto } from "sm-crypto";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslDecrypt, opensslEncrypt } from "../../../tools/testing/openssl.ts";
import { sm2KeyPair } from "./key-pair.ts";
import { Sm2Point } from "../src/arithmetic/points.ts";

// GB/T 32918.5 annex C
const standard = {
  privateKey: hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
  publicKey: hexToBytes(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  ),
  k: hexToBytes("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21"),
  message: utf8ToBytes("encryption standard"),
  ciphertext: hexToBytes(
    "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73" +
      "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0" +
      "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766" +
      "21886ca989ca9c7d58087307ca93092d651efa",
  ),
};

const someMessages = fc.uint8Array({ minLength: 1, maxLength: 200 });

/** Answers the scalars one after the other, as copies, since they are wiped after use. */
function drawing(...scalars: readonly Uint8Array[]): () => Uint8Array {
  const rest = scalars.map((scalar) => Uint8Array.from(scalar));
  return () => {
    const next = rest.shift();
    if (!next) throw new Error("more scalars were drawn than expected");
    return next;
  };
}

describe("SM2PKE", () => {
  it("encrypts the example of GB/T 32918.5 annex C with its k", () => {
    const ciphertext = encryptSm2(standard.publicKey, standard.message, drawing(standard.k));
    expect(bytesToHex(ciphertext)).toBe(bytesToHex(standard.ciphertext));
  });

  it("decrypts the example of GB/T 32918.5 annex C", () => {
    const message = decryptSm2(standard.privateKey, standard.ciphertext);
    expect(bytesToHex(message)).toBe(bytesToHex(standard.message));
  });

  it("opens what it encrypted, and never encrypts the same way twice", () => {
    fc.assert(
      fc.property(someMessages, (message) => {
        const ciphertext = encryptSm2(standard.publicKey, message);
        expect(ciphertext).toHaveLength(97 + message.length);
        expect(bytesToHex(decryptSm2(standard.privateKey, ciphertext))).toBe(bytesToHex(message));
        expect(bytesToHex(encryptSm2(standard.publicKey, message))).not.toBe(bytesToHex(ciphertext));
      }),
      { numRuns: 10 },
    );
  });

  it("is opened by sm-crypto, and opens what sm-crypto encrypted", () => {
    const theirs = smCrypto.generateKeyPairHex();
    fc.assert(
      fc.property(someMessages, (message) => {
        const forThem = bytesToHex(encryptSm2(hexToBytes(theirs.publicKey), message)).slice(2);
        const openedByThem = smCrypto.doDecrypt(forThem, theirs.privateKey, 1, { output: "array" });
        expect(Uint8Array.from(openedByThem)).toEqual(Uint8Array.from(message));

        const forUs = hexToBytes(`04${smCrypto.doEncrypt(message, bytesToHex(standard.publicKey), 1)}`);
        expect(decryptSm2(standard.privateKey, forUs)).toEqual(Uint8Array.from(message));
      }),
      { numRuns: 8 },
    );
  });

  it.skipIf(isLeftOut("openssl"))("is opened by OpenSSL, and opens what OpenSSL encrypted", () => {
    const { privateKey, publicKey } = sm2KeyPair();
    const message = utf8ToBytes("a data key of thirty-two bytes..");
    const ciphertext = sm2CiphertextToDer(encryptSm2(publicKey.subarray(26), message));
    expect(opensslDecrypt(privateKey, ciphertext)).toEqual(message);

    const theirs = sm2CiphertextToRaw(opensslEncrypt(publicKey, message));
    expect(decryptSm2(privateKey.subarray(36, 68), theirs)).toEqual(message);
  });

  describe("when the keystream is all zero, so that the message would stand there in the clear", () => {
    // Found by trial: for one byte, one k in 256 is of this kind.
    const zeroing = 470n;
    const shared = Sm2Point.fromBytes(standard.publicKey).multiply(zeroing).toBytes(false).subarray(1);
    const message = Uint8Array.of(0x41);

    it("draws k again", () => {
      expect(sm3Kdf(shared, 1)).toEqual(Uint8Array.of(0));
      const good = numberToBytesBE(471n, 32);
      const ciphertext = encryptSm2(standard.publicKey, message, drawing(numberToBytesBE(zeroing, 32), good));
      expect(ciphertext).toEqual(encryptSm2(standard.publicKey, message, drawing(good)));
    });

    it("refuses to decrypt", () => {
      const c1 = Sm2Point.BASE.multiply(zeroing).toBytes(false);
      const c3 = sm3(concatBytes(shared.subarray(0, 32), message, shared.subarray(32)));
      expect(() => decryptSm2(standard.privateKey, concatBytes(c1, c3, message))).toThrow(DecryptionError);
    });
  });

  it("wipes k", () => {
    const k = Uint8Array.from(standard.k);
    encryptSm2(standard.publicKey, standard.message, () => k);
    expect(k).toEqual(new Uint8Array(32));
  });

  it("encrypts no empty message", () => {
    expect(() => encryptSm2(standard.publicKey, new Uint8Array(0))).toThrow(RangeError);
  });

  it("refuses every altered byte", () => {
    for (let at = 0; at < standard.ciphertext.length; at++) {
      const altered = standard.ciphertext.map((byte, i) => (i === at ? byte ^ 0x80 : byte));
      expect(() => decryptSm2(standard.privateKey, altered), `byte ${String(at)}`).toThrow(DecryptionError);
    }
  });

  it("refuses another private key", () => {
    expect(() => decryptSm2(generateSm2PrivateKey(), standard.ciphertext)).toThrow(DecryptionError);
  });

  it.each([0, 1, 65, 96, 97])("refuses a ciphertext cut to %i bytes", (length) => {
    expect(() => decryptSm2(standard.privateKey, standard.ciphertext.subarray(0, length))).toThrow(
      DecryptionError,
    );
  });

  it("refuses points off the curve, past the field, compressed and hybrid", () => {
    const point = standard.publicKey;
    const compressed = concatBytes(Uint8Array.of(0x03), point.subarray(1, 33));
    const hybrid = concatBytes(Uint8Array.of(0x07), point.subarray(1));
    const offCurve = point.map((byte, i) => (i === 64 ? byte ^ 1 : byte));
    const pastField = concatBytes(Uint8Array.of(0x04), new Uint8Array(32).fill(0xff), point.subarray(33));
    const infinity = Uint8Array.of(0);
    for (const bad of [compressed, hybrid, offCurve, pastField, infinity, new Uint8Array(65)]) {
      expect(() => encryptSm2(bad, standard.message)).toThrow();
      const rest = standard.ciphertext.subarray(65);
      expect(() => decryptSm2(standard.privateKey, concatBytes(bad, rest))).toThrow(DecryptionError);
    }
  });
});
