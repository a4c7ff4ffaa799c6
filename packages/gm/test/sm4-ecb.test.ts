import { createCipheriv, getCiphers } from "node:crypto";
import { decryptSm4Ecb } from "@keyferry/gm";
import fc from "fast-check";
import { expect, it } from "vitest";

it("has node:crypto's SM4 to compare with", () => {
  expect(getCiphers()).toContain("sm4-ecb");
});

it("decrypts what node:crypto encrypts with SM4-ECB, and leaves the ciphertext as it was", () => {
  const blocks = fc
    .uint8Array({ minLength: 1, maxLength: 8 })
    .map((seed) => new Uint8Array(16 * seed.length).fill(seed[0] ?? 0));
  const property = fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), blocks, (key, plaintext) => {
    const cipher = createCipheriv("sm4-ecb", key, null).setAutoPadding(false);
    const ciphertext = new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]));
    const before = ciphertext.slice();
    expect(decryptSm4Ecb(key, ciphertext)).toEqual(plaintext);
    expect(ciphertext).toEqual(before);
  });
  fc.assert(property);
});

it("decrypts the example of GB/T 32907 A.1", () => {
  const key = Buffer.from("0123456789abcdeffedcba9876543210", "hex");
  const ciphertext = Buffer.from("681edf34d206965e86b3e94f536e4246", "hex");
  expect(Buffer.from(decryptSm4Ecb(key, ciphertext)).equals(key)).toBe(true);
});

it("takes a key of 16 bytes and whole blocks", () => {
  expect(() => decryptSm4Ecb(new Uint8Array(15), new Uint8Array(16))).toThrow(RangeError);
  expect(() => decryptSm4Ecb(new Uint8Array(16), new Uint8Array(17))).toThrow(RangeError);
});
