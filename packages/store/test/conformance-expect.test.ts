import { StoreError } from "@keyferry/store";
import { describe, expect, it } from "vitest";
import { expectSame, expectStoreError } from "../src/conformance/bench/expect.ts";

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

describe("expectStoreError", () => {
  it("accepts a StoreError, and of one reason if one is asked for", async () => {
    const refused = () => Promise.reject(new StoreError("refused", "no"));
    await expectStoreError(refused());
    await expectStoreError(refused(), "refused");
    await expect(expectStoreError(refused(), "corrupt")).rejects.toThrow("corrupt");
  });

  it("refuses another error, and an answer", async () => {
    await expect(expectStoreError(Promise.reject(new TypeError("no")))).rejects.toThrow(
      "expected a StoreError",
    );
    await expect(expectStoreError(Promise.resolve(1))).rejects.toThrow("found the answer 1");
  });
});
