import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPerfectSquare, smallestFactorBelow752 } from "../src/keys/weak-modulus.ts";

const odd = (max: bigint) => fc.bigInt({ min: 1n, max }).map((number) => number | 1n);

describe("a weak modulus", () => {
  it("is seen where it is a square, and its neighbours are not", () => {
    fc.assert(
      fc.property(odd(2n ** 1024n), (root) => {
        expect(isPerfectSquare(root * root)).toBe(true);
        expect(isPerfectSquare(root * root + 8n)).toBe(root === 1n);
        if (root > 1n) expect(isPerfectSquare(root * root - 8n)).toBe(root === 3n);
      }),
    );
  });

  it("is seen where an odd prime up to 751 divides it", () => {
    expect(smallestFactorBelow752(3n * 5n)).toBe(3n);
    expect(smallestFactorBelow752(751n * 757n)).toBe(751n);
    expect(smallestFactorBelow752(757n * 757n)).toBeUndefined();
    expect(smallestFactorBelow752(2n ** 521n - 1n)).toBeUndefined();
  });

  it("has the smallest factor that plain trial finds", () => {
    fc.assert(
      fc.property(odd(2n ** 64n), (number) => {
        let factor = 3n;
        while (factor < 752n && number % factor !== 0n) factor += 2n;
        expect(smallestFactorBelow752(number)).toBe(factor < 752n ? factor : undefined);
      }),
    );
  });
});
