import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { createPseudonyms } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";

const rootKey = new Uint8Array(randomBytes(32));

describe("the pseudonym of a text", () => {
  it("is half of its HMAC-SHA-256 under a sub-key, each time the same", () => {
    const subKey = hkdfSync("sha256", rootKey, new Uint8Array(0), "keyferry/1/pseudonyms", 32);
    const pseudonymOf = createPseudonyms(rootKey);
    for (const text of ["LTAI-nobody", "", "密", "x".repeat(100_000)]) {
      const hmac = createHmac("sha256", new Uint8Array(subKey)).update(text).digest("hex");
      expect([pseudonymOf(text), pseudonymOf(text)]).toEqual(Array(2).fill(hmac.slice(0, 32)));
    }
  });

  it("is another under another root key, and outlives the one that was handed in", () => {
    const handed = Uint8Array.from(rootKey);
    const pseudonymOf = createPseudonyms(handed);
    handed.fill(0);
    expect(pseudonymOf("a")).toBe(createPseudonyms(rootKey)("a"));
    expect(createPseudonyms(new Uint8Array(randomBytes(32)))("a")).not.toBe(pseudonymOf("a"));
  });

  it("needs a root key of 32 bytes", () => {
    expect(() => createPseudonyms(new Uint8Array(16))).toThrow(RangeError);
  });
});
