import { createHash } from "node:crypto";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sm3 } from "@keyferry/gm";

describe("SM3", () => {
  it("hashes the examples of GB/T 32905 annex A", () => {
    expect(bytesToHex(sm3(utf8ToBytes("abc")))).toBe(
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    );
    expect(bytesToHex(sm3(utf8ToBytes("abcd".repeat(16))))).toBe(
      "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
    );
  });

  it("agrees with OpenSSL for messages of every kind of length", () => {
    for (let length = 0; length <= 200; length++) {
      const message = new Uint8Array(length).fill(length);
      expect(bytesToHex(sm3(message))).toBe(createHash("sm3").update(message).digest("hex"));
    }
  });

  it("gives the same digest however the message is cut", () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 6 });
    fc.assert(
      fc.property(chunks, (parts) => {
        const ours = sm3.create();
        const theirs = createHash("sm3");
        for (const part of parts) {
          ours.update(part);
          theirs.update(part);
        }
        expect(bytesToHex(ours.digest())).toBe(theirs.digest("hex"));
      }),
    );
  });

  it("goes on from a clone without touching the original", () => {
    const original = sm3.create().update(utf8ToBytes("ab"));
    const clone = original.clone().update(utf8ToBytes("x"));
    expect(bytesToHex(original.update(utf8ToBytes("c")).digest())).toBe(bytesToHex(sm3(utf8ToBytes("abc"))));
    expect(bytesToHex(clone.digest())).toBe(bytesToHex(sm3(utf8ToBytes("abx"))));
  });

  it("refuses to be used after its digest was taken", () => {
    const hash = sm3.create();
    hash.digest();
    expect(() => hash.update(new Uint8Array(1))).toThrow();
    expect(() => hash.digest()).toThrow();
  });
});
