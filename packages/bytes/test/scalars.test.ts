import { isScalar, randomScalar } from "@keyferry/bytes";
import { describe, expect, it } from "vitest";

/** The order of SM2's curve (GB/T 32918.5). */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

function bytesOf(value: bigint): Uint8Array {
  return Uint8Array.from(Buffer.from(value.toString(16).padStart(64, "0"), "hex"));
}

describe("a scalar", () => {
  it.each([1n, 2n, order - 2n, order - 1n])("is %s, in range up to order - 1", (value) => {
    expect(isScalar(bytesOf(value), order - 1n)).toBe(true);
  });

  it.each([0n, order, order + 1n, 2n ** 256n - 1n])("is not %s, out of that range", (value) => {
    expect(isScalar(bytesOf(value), order - 1n)).toBe(false);
  });

  it("has 32 bytes", () => {
    for (const length of [0, 31, 33]) {
      expect(isScalar(new Uint8Array(length).fill(1), order - 1n)).toBe(false);
    }
  });
});

describe("a random scalar", () => {
  it("is between 1 and the largest, both included", () => {
    const largest = 2n ** 256n - 1n;
    for (let i = 0; i < 50; i++) {
      const value = BigInt(`0x${Buffer.from(randomScalar(order - 1n)).toString("hex")}`);
      expect(value >= 1n && value < order).toBe(true);
    }
    expect(randomScalar(largest)).toHaveLength(32);
  });

  it("draws again when out of range", () => {
    // Half of all draws are past this bound.
    const half = 2n ** 255n - 1n;
    for (let i = 0; i < 50; i++) expect(randomScalar(half)[0]).toBeLessThan(0x80);
  });
});
