import { describe, expect, it } from "vitest";
import { expectSame } from "@keyferry/conformance";

describe("expectSame", () => {
  it.each([
    [
      { a: 1, b: [new Uint8Array([1])] },
      { b: [Uint8Array.of(1)], a: 1 },
    ],
    [Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }],
    [undefined, undefined],
  ])("accepts %o", (actual, expected) => {
    expect(() => {
      expectSame(actual, expected);
    }).not.toThrow();
  });

  it.each([
    [1, "1"],
    [null, undefined],
    [{ a: undefined }, {}],
    [{ a: 1 }, { a: 1, b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [["a", "b"], ["a, b"]],
    [new Uint8Array([1]), [1]],
    [new Uint8Array([0, 1]), new Uint8Array([1])],
    [true, "true"],
  ])("refuses %o for %o", (actual, expected) => {
    expect(() => {
      expectSame(actual, expected);
    }).toThrow("expected");
  });
});
