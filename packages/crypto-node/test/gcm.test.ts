import { getCiphers } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { HostCipher } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { undecryptable } from "../../../tools/testing/undecryptable.ts";
import { gcmCipher } from "../src/gcm.ts";

const fromHex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));

const gcmSpecification = {
  iv: fromHex("cafebabefacedbaddecaf888"),
  associatedData: fromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
  plaintext: fromHex(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72" +
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
  ),
};

const vectors = [
  {
    name: "aes-128-gcm",
    source: "test case 4 of the GCM specification",
    ...gcmSpecification,
    key: fromHex("feffe9928665731c6d6a8f9467308308"),
    sealed: fromHex(
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e" +
        "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091" +
        "5bc94fbc3221a5db94fae95ae7121a47",
    ),
  },
  {
    name: "aes-192-gcm",
    source: "test case 10 of the GCM specification",
    ...gcmSpecification,
    key: fromHex("feffe9928665731c6d6a8f9467308308feffe9928665731c"),
    sealed: fromHex(
      "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c" +
        "7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710" +
        "2519498e80f1478f37ba55bd6d27618c",
    ),
  },
  {
    name: "aes-256-gcm",
    source: "test case 16 of the GCM specification",
    key: fromHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
    ...gcmSpecification,
    sealed: fromHex(
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa" +
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" +
        "76fc6ece0f4e1768cddf8853bb2d551b",
    ),
  },
  {
    name: "sm4-gcm",
    source: "RFC 8998 A.1",
    key: fromHex("0123456789abcdeffedcba9876543210"),
    iv: fromHex("00001234567800000000abcd"),
    associatedData: fromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    plaintext: fromHex(
      "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd" +
        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
    ),
    sealed: fromHex(
      "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735" +
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d" +
        "83de3541e4c2b58177e065a9bf7b62ec",
    ),
  },
] as const;

// SM4-GCM came with Node 26.
const available = vectors.filter(({ name }) => getCiphers().includes(name));

/** The cipher answers at once: a promise here is a fault. */
function atOnce<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new Error("the cipher answered with a promise");
  return value;
}

describe.each(available)("$name", ({ name, source, key, iv, associatedData, plaintext, sealed }) => {
  const cipher: HostCipher<KeyObject> = gcmCipher(name);
  const keyObject = atOnce(cipher.importKey(key));
  const open = (
    ...[from, aad, using = keyObject, nonce = iv]: [Uint8Array, Uint8Array, KeyObject?, Uint8Array?]
  ) => atOnce(cipher.open(using, nonce, from, aad));

  it(`seals and opens the vector of ${source}`, () => {
    expect(atOnce(cipher.seal(keyObject, iv, plaintext, associatedData))).toEqual(sealed);
    expect(open(sealed, associatedData)).toEqual(plaintext);
  });

  it("seals and opens nothing at all", () => {
    const tag = atOnce(cipher.seal(keyObject, iv, new Uint8Array(0), associatedData));
    expect(tag).toHaveLength(16);
    expect(open(tag, associatedData)).toEqual(new Uint8Array(0));
  });

  it("answers plain byte arrays, whose slices are copies", () => {
    const opened = open(sealed, associatedData);
    expect(Object.getPrototypeOf(opened)).toBe(Uint8Array.prototype);
    expect(Object.getPrototypeOf(cipher.seal(keyObject, iv, plaintext, associatedData))).toBe(
      Uint8Array.prototype,
    );
  });

  it("refuses every single flipped bit, in ciphertext and tag", () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = sealed.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(() => open(altered, associatedData)).toThrow(undecryptable);
    }
  });

  it("refuses other associated data, another IV, another key and shortened text", () => {
    const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
    expect(() => open(sealed, flipped(associatedData))).toThrow(undecryptable);
    expect(() => open(sealed, associatedData, keyObject, flipped(iv))).toThrow(undecryptable);
    expect(() => open(sealed, associatedData, keyObject, iv.subarray(1))).toThrow(undecryptable);
    expect(() => open(sealed, associatedData, atOnce(cipher.importKey(flipped(key))))).toThrow(undecryptable);
    for (const length of [0, 15, 16, sealed.length - 1]) {
      expect(() => open(sealed.subarray(0, length), associatedData)).toThrow(undecryptable);
    }
  });

  it("keeps a key of its own, so that the caller may wipe his", () => {
    const material = Uint8Array.from(key);
    const kept = atOnce(cipher.importKey(material));
    material.fill(0);
    expect(open(sealed, associatedData, kept)).toEqual(plaintext);
  });
});
