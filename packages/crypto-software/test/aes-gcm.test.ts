import { createCipheriv } from "node:crypto";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { undecryptable } from "../../../tools/testing/undecryptable.ts";
import { aesGcm } from "../src/aes-gcm.ts";
import { importSync, openSync, sealSync } from "./synchronous-cipher.ts";

const aes256Gcm = aesGcm(32);

describe("AES-256-GCM", () => {
  it("seals test case 16 of the GCM specification", () => {
    const key = importSync(
      aes256Gcm,
      hexToBytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
    );
    const plaintext = hexToBytes(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72" +
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    );
    const associatedData = hexToBytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    const sealed = sealSync(
      aes256Gcm,
      key,
      hexToBytes("cafebabefacedbaddecaf888"),
      plaintext,
      associatedData,
    );
    expect(bytesToHex(sealed)).toBe(
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa" +
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" +
        "76fc6ece0f4e1768cddf8853bb2d551b",
    );
  });

  it.each([16, 24, 32] as const)("agrees with OpenSSL and opens what it sealed, with %i bytes", (length) => {
    const cipher = aesGcm(length);
    const exactly = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes });
    const free = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(exactly(length), exactly(12), free, free, (material, iv, plaintext, associatedData) => {
        const name = `aes-${String(8 * length)}-gcm` as "aes-256-gcm";
        const openssl = createCipheriv(name, material, iv).setAAD(associatedData);
        const theirs = Buffer.concat([openssl.update(plaintext), openssl.final(), openssl.getAuthTag()]);
        const key = importSync(cipher, material);
        expect(bytesToHex(sealSync(cipher, key, iv, plaintext, associatedData))).toBe(theirs.toString("hex"));
        const opened = openSync(cipher, key, iv, Uint8Array.from(theirs), associatedData);
        expect(opened).toEqual(Uint8Array.from(plaintext));
      }),
    );
  });

  it("refuses a flipped bit, a short text and other associated data alike", () => {
    const key = importSync(aes256Gcm, new Uint8Array(32));
    const iv = new Uint8Array(12);
    const none = new Uint8Array(0);
    const sealed = sealSync(aes256Gcm, key, iv, Uint8Array.of(1, 2, 3), none);
    const flipped = sealed.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
    expect(() => openSync(aes256Gcm, key, iv, flipped, none)).toThrow(undecryptable);
    expect(() => openSync(aes256Gcm, key, iv, sealed.subarray(0, 15), none)).toThrow(undecryptable);
    expect(() => openSync(aes256Gcm, key, iv, sealed, Uint8Array.of(0))).toThrow(undecryptable);
  });

  it("keeps a copy of the key, and wipes it when the key is forgotten", () => {
    const material = new Uint8Array(32).fill(7);
    const key = importSync(aes256Gcm, material);
    material.fill(0);
    expect(key).toEqual(new Uint8Array(32).fill(7));
    aes256Gcm.forgetKey?.(key);
    expect(key).toEqual(new Uint8Array(32));
  });

  it.each([0, 16, 24, 31, 33])("refuses a key of %i bytes", (length) => {
    expect(() => importSync(aes256Gcm, new Uint8Array(length))).toThrow(RangeError);
  });

  it.each([16, 24] as const)("refuses a key of 256 bits where it has %i bytes", (length) => {
    expect(() => importSync(aesGcm(length), new Uint8Array(32))).toThrow(RangeError);
  });
});
