import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exact, isExactText } from "../src/sql/values/exact-text.ts";

const codeUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff })))
  .map((units) => String.fromCharCode(...units));

describe("exact text", () => {
  it("is what comes back from UTF-8, but for NUL", () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        const comesBack = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
          new TextEncoder().encode(text),
        );
        expect(isExactText(text)).toBe(comesBack === text && !text.includes("\0"));
      }),
    );
  });

  it("includes pairs of surrogates", () => {
    expect(isExactText("\u{1f511}")).toBe(true);
    expect(isExactText("\udd11\ud83d")).toBe(false);
  });

  it("is asked of every text of a row, and the column is named", () => {
    const row = { id: "a", material: new Uint8Array(1), created_at: 0, instance: null };
    expect(exact(row)).toBe(row);
    expect(() => exact({ ...row, id: "secret\0" })).toThrow(
      expect.objectContaining({ reason: "refused", message: expect.stringMatching(/id/) as unknown }),
    );
    expect(() => exact({ ...row, id: "secret\0" })).not.toThrow(/secret/);
  });
});
