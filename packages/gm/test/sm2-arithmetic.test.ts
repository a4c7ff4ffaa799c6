import { sm2Curve } from "@keyferry/algorithms";
import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { bytesToHex, randomBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { sm2Arithmetic } from "../src/sm2/choose-arithmetic.ts";
import { Sm2Point } from "../src/arithmetic/points.ts";
import type { Sm2Arithmetic } from "../src/arithmetic/arithmetic.ts";
import { sm2Noble } from "../src/arithmetic/noble.ts";
import { createSm2Wasm } from "../src/wasm/arithmetic.ts";

const { n, p, gx, gy } = sm2Curve;
const sm2Wasm = createSm2Wasm();

const scalarOf = (value: bigint) => numberToBytesBE(value, 32);
const basePoint = Sm2Point.BASE.toBytes(false);
const basePointX = bytesToHex(scalarOf(gx));

const edgeScalars: readonly (readonly [string, bigint])[] = [
  ["1", 1n],
  ["2", 2n],
  ["15", 15n],
  ["16", 16n],
  ["n-1", n - 1n],
  ["n-2", n - 2n],
  ["half of n, rounded down", n / 2n],
  ["n+1, which is 1", n + 1n],
  ["2^256-1, all nibbles ones", 2n ** 256n - 1n],
  ["2^255", 2n ** 255n],
  ["only the odd nibbles ones", BigInt(`0x${"f0".repeat(32)}`)],
  ["only the even nibbles ones", BigInt(`0x${"0f".repeat(32)}`)],
  ["every nibble 8", BigInt(`0x${"88".repeat(32)}`)],
  ["p-1", p - 1n],
];

/** An answer as hex, or the name of the error. */
function outcome(call: () => Uint8Array | undefined): string {
  try {
    const answer = call();
    return answer ? bytesToHex(answer) : "infinity";
  } catch (error) {
    return error instanceof RangeError ? "RangeError" : "Error";
  }
}

describe("SM2's arithmetic in WebAssembly, compared with noble's", () => {
  const somePoint = sm2Noble.multiplyBase(scalarOf(0x1234567890abcdefn));

  it.each(edgeScalars)("agrees for the scalar %s", (_name, value) => {
    const k = scalarOf(value);
    expect(bytesToHex(sm2Wasm.multiplyBase(k))).toBe(bytesToHex(sm2Noble.multiplyBase(k)));
    expect(bytesToHex(sm2Wasm.multiply(somePoint, k))).toBe(bytesToHex(sm2Noble.multiply(somePoint, k)));
  });

  it("agrees for each power of two, with G and with another point", () => {
    for (let bit = 0n; bit < 256n; bit++) {
      const k = scalarOf(2n ** bit);
      expect(bytesToHex(sm2Wasm.multiplyBase(k))).toBe(bytesToHex(sm2Noble.multiplyBase(k)));
      expect(bytesToHex(sm2Wasm.multiply(somePoint, k))).toBe(bytesToHex(sm2Noble.multiply(somePoint, k)));
    }
  });

  it("agrees for each digit of each window", () => {
    for (let window = 0n; window < 64n; window += 1n) {
      for (const digit of [3n, 7n, 11n, 14n, 15n]) {
        const k = scalarOf(digit << (4n * window));
        expect(bytesToHex(sm2Wasm.multiplyBase(k))).toBe(bytesToHex(sm2Noble.multiplyBase(k)));
      }
    }
  });

  it("agrees for 300 random scalars, points and sums", () => {
    for (let i = 0; i < 300; i++) {
      const [s, t] = [randomBytes(32), randomBytes(32)];
      const point = sm2Wasm.multiplyBase(s);
      expect(bytesToHex(point)).toBe(bytesToHex(sm2Noble.multiplyBase(s)));
      expect(bytesToHex(sm2Wasm.multiply(point, t))).toBe(bytesToHex(sm2Noble.multiply(point, t)));
      expect(outcome(() => sm2Wasm.multiplyAdd(t, point, s))).toBe(
        outcome(() => sm2Noble.multiplyAdd(t, point, s)),
      );
    }
  });

  it("agrees for points with small coordinates", () => {
    // Half of all x belong to no point.
    let found = 0;
    for (let x = 0n; found < 6; x++) {
      let point: Uint8Array;
      try {
        point = Sm2Point.fromHex(`02${bytesToHex(scalarOf(x))}`).toBytes(false);
      } catch {
        continue;
      }
      found += 1;
      for (const value of [1n, 2n, n - 1n, n / 3n]) {
        const k = scalarOf(value);
        expect(bytesToHex(sm2Wasm.multiply(point, k))).toBe(bytesToHex(sm2Noble.multiply(point, k)));
      }
    }
  });
});

describe("the secret part of a signature in WebAssembly, compared with noble's", () => {
  const finished = (arithmetic: Sm2Arithmetic, d: bigint, k: bigint, r: bigint) =>
    bytesToHex(arithmetic.finishSignature(scalarOf(d), scalarOf(k), scalarOf(r)));

  it("agrees for all edges as d, k and r", () => {
    const edges = [0n, n, ...edgeScalars.map(([, value]) => value)];
    for (const d of edges) {
      for (const k of edges) {
        for (const r of edges) expect(finished(sm2Wasm, d, k, r)).toBe(finished(sm2Noble, d, k, r));
      }
    }
  });

  it("agrees for 500 random d, k and r", () => {
    for (let i = 0; i < 500; i++) {
      const [d, k, r] = [randomBytes(32), randomBytes(32), randomBytes(32)];
      expect(bytesToHex(sm2Wasm.finishSignature(d, k, r))).toBe(
        bytesToHex(sm2Noble.finishSignature(d, k, r)),
      );
    }
  });
});

describe.each([
  ["in WebAssembly", sm2Wasm],
  ["by noble", sm2Noble],
])("SM2's arithmetic %s", (_name, arithmetic) => {
  it("adds equal points, opposite points and the point at infinity", () => {
    const sum = (s: bigint, t: bigint) => arithmetic.multiplyAdd(scalarOf(s), basePoint, scalarOf(t));
    const multiple = (k: bigint) => arithmetic.multiplyBase(scalarOf(k));
    expect(sum(0n, 0n)).toBeUndefined();
    expect(sum(5n, 0n)).toEqual(multiple(5n));
    expect(sum(0n, 5n)).toEqual(multiple(5n));
    expect(sum(5n, 5n)).toEqual(multiple(10n));
    expect(sum(5n, n - 5n)).toBeUndefined();
    expect(sum(n, n)).toBeUndefined();
    expect(sum(1n, n)).toEqual(basePoint);
    expect(sum(2n ** 255n, 2n ** 255n)).toEqual(multiple(2n ** 256n % n));
  });

  it("answers G for 1, and its negative for n-1", () => {
    expect(arithmetic.multiplyBase(scalarOf(1n))).toEqual(basePoint);
    const negative = bytesToHex(arithmetic.multiplyBase(scalarOf(n - 1n)));
    expect(negative).toBe(`04${basePointX}${bytesToHex(scalarOf(p - gy))}`);
  });

  it.each([0n, n])("answers no point for the scalar %i, as the multiple has no coordinates", (value) => {
    expect(() => arithmetic.multiplyBase(scalarOf(value))).toThrow(RangeError);
    expect(() => arithmetic.multiply(basePoint, scalarOf(value))).toThrow(RangeError);
  });

  it.each([0, 31, 33])("refuses a scalar of %i bytes", (length) => {
    const bad = new Uint8Array(length).fill(1);
    expect(() => arithmetic.multiplyBase(bad)).toThrow(RangeError);
    expect(() => arithmetic.multiply(basePoint, bad)).toThrow(RangeError);
    expect(() => arithmetic.multiplyAdd(bad, basePoint, scalarOf(1n))).toThrow(RangeError);
    expect(() => arithmetic.multiplyAdd(scalarOf(1n), basePoint, bad)).toThrow(RangeError);
    expect(() => arithmetic.finishSignature(bad, scalarOf(1n), scalarOf(1n))).toThrow(RangeError);
    expect(() => arithmetic.finishSignature(scalarOf(1n), bad, scalarOf(1n))).toThrow(RangeError);
    expect(() => arithmetic.finishSignature(scalarOf(1n), scalarOf(1n), bad)).toThrow(RangeError);
  });

  it.each([0n, 1n, 2n ** 29n - 1n, 2n ** 232n, n / 2n, n - 2n, n - 1n])(
    "answers the s = %i that its arguments were made for, below n",
    (s) => {
      const mod = (value: bigint) => ((value % n) + n) % n;
      const d = bytesToNumberBE(randomBytes(32)) % (n - 2n);
      const r = bytesToNumberBE(randomBytes(32)) % n;
      // s (1 + d) = k - r d
      const k = mod(s * (1n + d) + r * d);
      expect(arithmetic.finishSignature(scalarOf(d), scalarOf(k), scalarOf(r))).toEqual(scalarOf(s));
    },
  );

  it("refuses points off the curve, past the field, and in other forms", () => {
    const offCurve = basePoint.map((byte, i) => (i === 64 ? byte ^ 1 : byte));
    const pastField = basePoint.map((byte, i) => (i >= 1 && i <= 32 ? 0xff : byte));
    const hybrid = basePoint.map((byte, i) => (i === 0 ? 0x06 : byte));
    const zero = new Uint8Array(65).fill(0x04, 0, 1);
    for (const bad of [offCurve, pastField, hybrid, zero, basePoint.subarray(0, 64), Uint8Array.of(0)]) {
      expect(() => arithmetic.multiply(bad, scalarOf(2n))).toThrow();
      expect(() => arithmetic.multiplyAdd(scalarOf(2n), bad, scalarOf(2n))).toThrow();
    }
  });

  it("answers arrays of its own, and leaves its arguments as they were", () => {
    const k = scalarOf(77n);
    const point = basePoint.slice();
    const first = arithmetic.multiply(point, k);
    const copy = first.slice();
    arithmetic.multiplyBase(scalarOf(78n));
    expect(first).toEqual(copy);
    expect(k).toEqual(scalarOf(77n));
    expect(point).toEqual(basePoint);
  });
});

describe("the choice of SM2's arithmetic", () => {
  it("is WebAssembly here, and made once", () => {
    expect(sm2Arithmetic()).not.toBe(sm2Noble);
    expect(sm2Arithmetic()).toBe(sm2Arithmetic());
  });
});
