import { createCipheriv } from "node:crypto";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encryptSm4Block, expandSm4Key } from "../src/sm4/block-cipher.ts";

const example = hexToBytes("0123456789abcdeffedcba9876543210");

function encrypt(key: Uint8Array, plaintext: Uint8Array, times = 1): string {
  const roundKeys = expandSm4Key(key);
  const block = Uint8Array.from(plaintext);
  const view = new DataView(block.buffer);
  for (let i = 0; i < times; i++) encryptSm4Block(roundKeys, view);
  return bytesToHex(block);
}

describe("SM4", () => {
  it("encrypts example 1 of GB/T 32907 annex A", () => {
    expect(encrypt(example, example)).toBe("681edf34d206965e86b3e94f536e4246");
  });

  it("encrypts example 2 of GB/T 32907 annex A: a million times over", () => {
    expect(encrypt(example, example, 1_000_000)).toBe("595298c7c6fd271f0402f804c33d3f66");
  });

  it("agrees with OpenSSL", () => {
    const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(sixteen, sixteen, (key, plaintext) => {
        const theirs = createCipheriv("sm4-ecb", key, null).setAutoPadding(false).update(plaintext);
        expect(encrypt(key, plaintext)).toBe(theirs.toString("hex"));
      }),
    );
  });

  it("reads a key that stands inside a larger buffer", () => {
    const buffer = new Uint8Array(40);
    buffer.set(example, 7);
    expect(expandSm4Key(buffer.subarray(7, 23))).toEqual(expandSm4Key(example));
  });

  it.each([0, 15, 17, 32])("refuses a key of %i bytes", (length) => {
    expect(() => expandSm4Key(new Uint8Array(length))).toThrow(RangeError);
  });
});
