import { createCipheriv } from "node:crypto";
import { DecryptionError, sm4Gcm } from "@keyferry/gm";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

// RFC 8998 A.1
const vector = {
  key: hexToBytes("0123456789abcdeffedcba9876543210"),
  iv: hexToBytes("00001234567800000000abcd"),
  associatedData: hexToBytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
  plaintext: hexToBytes(
    "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd" +
      "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
  ),
  sealed: hexToBytes(
    "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735" +
      "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d" +
      "83de3541e4c2b58177e065a9bf7b62ec",
  ),
};

const key = () => sm4Gcm.importKey(vector.key);
describe("SM4-GCM", () => {
  it("seals the vector of RFC 8998 A.1", () => {
    const sealed = sm4Gcm.seal(key(), vector.iv, vector.plaintext, vector.associatedData);
    expect(bytesToHex(sealed)).toBe(bytesToHex(vector.sealed));
  });

  it("opens the vector of RFC 8998 A.1", () => {
    const opened = sm4Gcm.open(key(), vector.iv, vector.sealed, vector.associatedData);
    expect(bytesToHex(opened)).toBe(bytesToHex(vector.plaintext));
  });

  it("opens what it sealed and leaves its inputs as they were", () => {
    const bytes = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(bytes, bytes, (plaintext, associatedData) => {
        const before = [bytesToHex(plaintext), bytesToHex(associatedData)];
        const sealed = sm4Gcm.seal(key(), vector.iv, plaintext, associatedData);
        expect(sealed).toHaveLength(plaintext.length + 16);
        expect(sm4Gcm.open(key(), vector.iv, sealed, associatedData)).toEqual(Uint8Array.from(plaintext));
        expect([bytesToHex(plaintext), bytesToHex(associatedData)]).toEqual(before);
      }),
    );
  });

  it("encrypts as OpenSSL's SM4-CTR does from GCM's second counter on", () => {
    const counter = Uint8Array.from([...vector.iv, 0, 0, 0, 2]);
    for (const length of [1, 15, 16, 17, 6144]) {
      const plaintext = new Uint8Array(length).fill(0x5a);
      const theirs = createCipheriv("sm4-ctr", vector.key, counter).update(plaintext);
      const ours = sm4Gcm.seal(key(), vector.iv, plaintext, new Uint8Array(0)).subarray(0, -16);
      expect(bytesToHex(ours)).toBe(theirs.toString("hex"));
    }
  });

  it("refuses every single flipped bit, in ciphertext and tag", () => {
    for (let bit = 0; bit < vector.sealed.length * 8; bit++) {
      const altered = vector.sealed.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(() => sm4Gcm.open(key(), vector.iv, altered, vector.associatedData)).toThrow(DecryptionError);
    }
  });

  it("refuses other associated data, another IV and another key", () => {
    const { iv, sealed, associatedData } = vector;
    const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
    expect(() => sm4Gcm.open(key(), iv, sealed, flipped(associatedData))).toThrow(DecryptionError);
    expect(() => sm4Gcm.open(key(), iv, sealed, associatedData.subarray(1))).toThrow(DecryptionError);
    expect(() => sm4Gcm.open(key(), flipped(iv), sealed, associatedData)).toThrow(DecryptionError);
    const otherKey = sm4Gcm.importKey(flipped(vector.key));
    expect(() => sm4Gcm.open(otherKey, iv, sealed, associatedData)).toThrow(DecryptionError);
  });

  it("refuses what is shorter than a tag, or has an IV of another length", () => {
    const { iv, sealed, associatedData } = vector;
    expect(() => sm4Gcm.open(key(), iv, sealed.subarray(0, 15), associatedData)).toThrow(DecryptionError);
    expect(() => sm4Gcm.open(key(), iv.subarray(1), sealed, associatedData)).toThrow(DecryptionError);
    expect(() => sm4Gcm.seal(key(), new Uint8Array(16), sealed, associatedData)).toThrow(RangeError);
  });

  it("wipes the round keys of a key that is forgotten", () => {
    const roundKeys = key();
    sm4Gcm.forgetKey(roundKeys);
    expect(roundKeys.every((word) => word === 0)).toBe(true);
  });
});
