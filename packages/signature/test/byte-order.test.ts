import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortByBytes } from "../src/canonical-query.ts";

const byBuffer = (names: readonly string[]) =>
  names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

describe("names sorted by their bytes", () => {
  it("are in the order of their UTF-8, whatever characters they have", () => {
    const unit = fc.constantFrom(
      "a",
      "~",
      "\u007f",
      "é",
      "\ud7ff",
      "\ue000",
      "\uffff",
      "\u{10000}",
      "\u{1f600}",
      "\u{10ffff}",
    );
    const name = fc.oneof(fc.string({ unit: "binary", maxLength: 5 }), fc.string({ unit, maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(name), (names) => {
        expect(sortByBytes(names)).toEqual(byBuffer(names));
      }),
    );
  });

  it("may be alike over a long way", () => {
    const alike = "é".repeat(50_000);
    const names = ["\uff21", "\u{1f600}", "a", ""].map((end) => alike + end);
    expect(sortByBytes(names)).toEqual(byBuffer(names));
  });
});
