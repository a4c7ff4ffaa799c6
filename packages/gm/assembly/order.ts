// Arithmetic modulo n, the order of the base point (GB/T 32918.5), in Montgomery's form with R = 2^261. No step depends
// on a value.
//
// Elements are nine limbs of 29 bits, as in field.ts, and as there a product of two numbers in (-2^257, 2^257) comes out
// in (-2^253, n + 2^253). n has no shape to make use of, and a signature needs some hundred products only: hence loops.

import { cut, join } from "./convert";
import { LIMB_BITS, LIMB_MASK, limb, storeLimb } from "./limbs";
import { ELEMENT, LIMBS, ORDER, ORDER_ELEMENTS, ORDER_ONE, ORDER_R_SQUARED } from "./memory";

/** -1 / n mod 2^29: times a column, the multiple of n that clears it. */
const CLEARING: i64 = 0x12350975;

/** The multiples of n that cleared the columns so far. */
const CLEARED: usize = ORDER_ELEMENTS;
const PLAIN: usize = ORDER_ELEMENTS + ELEMENT;
const REDUCED: usize = ORDER_ELEMENTS + 2 * ELEMENT;

/** d = a + b, not reduced */
export function add(d: usize, a: usize, b: usize): void {
  let carry: i64 = 0;
  for (let i: usize = 0; i < LIMBS - 1; i++) {
    carry += limb(a, i) + limb(b, i);
    storeLimb(d, i, carry & LIMB_MASK);
    carry >>= LIMB_BITS;
  }
  storeLimb(d, LIMBS - 1, carry + limb(a, LIMBS - 1) + limb(b, LIMBS - 1));
}

/** d = a - b, not reduced */
export function subtract(d: usize, a: usize, b: usize): void {
  let carry: i64 = 0;
  for (let i: usize = 0; i < LIMBS - 1; i++) {
    carry += limb(a, i) - limb(b, i);
    storeLimb(d, i, carry & LIMB_MASK);
    carry >>= LIMB_BITS;
  }
  storeLimb(d, LIMBS - 1, carry + limb(a, LIMBS - 1) - limb(b, LIMBS - 1));
}

/**
 * d = a b / R, column by column. A column is 18 products of 58 bits at most and a carry, which 64 bits hold. d may be a
 * or b: a limb is stored when no column needs it any more.
 */
export function multiply(d: usize, a: usize, b: usize): void {
  let sum: i64 = 0;
  for (let column: usize = 0; column < LIMBS; column++) {
    for (let i: usize = 0; i < column; i++) {
      sum += limb(a, i) * limb(b, column - i) + limb(CLEARED, i) * limb(ORDER, column - i);
    }
    sum += limb(a, column) * limb(b, 0);
    const clearing = ((sum & LIMB_MASK) * CLEARING) & LIMB_MASK;
    storeLimb(CLEARED, column, clearing);
    sum = (sum + clearing * limb(ORDER, 0)) >> LIMB_BITS;
  }
  for (let column: usize = LIMBS; column < 2 * LIMBS - 1; column++) {
    for (let i: usize = column - LIMBS + 1; i < LIMBS; i++) {
      sum += limb(a, i) * limb(b, column - i) + limb(CLEARED, i) * limb(ORDER, column - i);
    }
    storeLimb(d, column - LIMBS, sum & LIMB_MASK);
    sum >>= LIMB_BITS;
  }
  storeLimb(d, LIMBS - 1, sum);
}

/** Takes n and R^2 mod n = 2^522 mod n, 32 bytes each. */
export function setUpOrder(n: usize, rSquared: usize): void {
  cut(ORDER, n);
  cut(ORDER_R_SQUARED, rSquared);
  memory.fill(ORDER_ONE, 0, ELEMENT);
  storeLimb(ORDER_ONE, 0, 1);
  multiply(ORDER_ONE, ORDER_ONE, ORDER_R_SQUARED);
}

/** Reads 32 bytes, big-endian, into an element. */
export function read(d: usize, bytes: usize): void {
  cut(d, bytes);
  multiply(d, d, ORDER_R_SQUARED);
}

/** Writes an element as 32 bytes, big-endian, in [0, n). */
export function write(bytes: usize, a: usize): void {
  memory.fill(PLAIN, 0, ELEMENT);
  storeLimb(PLAIN, 0, 1);
  // As with p, a product with the plain 1 ends in [0, n].
  multiply(REDUCED, a, PLAIN);
  subtract(PLAIN, REDUCED, ORDER);
  // All ones where the difference is negative, since then its highest limb is.
  const keep = limb(PLAIN, LIMBS - 1) >> 63;
  for (let i: usize = 0; i < LIMBS; i++) {
    storeLimb(PLAIN, i, (limb(REDUCED, i) & keep) | (limb(PLAIN, i) & ~keep));
  }
  join(bytes, PLAIN);
}
