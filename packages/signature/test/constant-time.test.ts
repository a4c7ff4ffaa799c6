import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalText } from "../src/verify.ts";

const text = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
});

describe("the comparison of signatures", () => {
  it("tells texts of one length apart wherever they differ, in whichever bit", () => {
    const signature = "29f049bd2bade693c6744d3502e3484a";
    for (let at = 0; at < signature.length; at++) {
      for (let bit = 0; bit < 16; bit++) {
        const code = signature.charCodeAt(at) ^ (1 << bit);
        const other = signature.slice(0, at) + String.fromCharCode(code) + signature.slice(at + 1);
        expect(equalText(signature, other)).toBe(false);
        expect(equalText(other, signature)).toBe(false);
      }
    }
    expect(equalText(signature, `${signature.slice(0, 8)}${signature.slice(8)}`)).toBe(true);
  });

  it("does not let two differences cancel out", () => {
    expect(equalText("aabb", "bbaa")).toBe(false);
    expect(equalText("ab", "ba")).toBe(false);
  });

  it("tells texts of two lengths apart, though one begins with the other", () => {
    expect(equalText("ab", "a")).toBe(false);
    expect(equalText("a", "a\0")).toBe(false);
    expect(equalText("", "")).toBe(true);
  });

  it("agrees with the language's own for all texts", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(equalText(a, b)).toBe(a === b);
        expect(equalText(a, Array.from({ length: a.length }, (_, at) => a.charAt(at)).join(""))).toBe(true);
      }),
    );
  });
});
