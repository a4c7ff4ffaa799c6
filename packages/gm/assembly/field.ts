// Arithmetic modulo p = 2^256 - 2^224 - 2^96 + 2^64 - 1, the prime of SM2's curve (GB/T 32918.5), in Montgomery's form
// with R = 2^261. No step depends on a value.
//
// An element is nine limbs of 29 bits, the least first: 9 products of 58 bits fit into 64 with room for carries, so that
// columns can be added up without any. Limbs 0 to 7 lie in [0, 2^29). Limb 8 has a sign, and the whole lies in
// (-2^257, 2^257), seldom in [0, p). That is enough: a product of two such numbers is below 2^514, so Montgomery's
// reduction answers a number in (-2^253, p + 2^253).

import { LIMB_BITS, LIMB_MASK, limb, storeCarried, storeLess, storeLimb } from "./limbs";
import { ELEMENT } from "./memory";

/** d = a + b */
export function add(d: usize, a: usize, b: usize): void {
  const top = limb(a, 8) + limb(b, 8);
  storeLess(
    d,
    // What stands above 2^256 is about the multiple of p to take away.
    top >> 24,
    limb(a, 0) + limb(b, 0),
    limb(a, 1) + limb(b, 1),
    limb(a, 2) + limb(b, 2),
    limb(a, 3) + limb(b, 3),
    limb(a, 4) + limb(b, 4),
    limb(a, 5) + limb(b, 5),
    limb(a, 6) + limb(b, 6),
    limb(a, 7) + limb(b, 7),
    top,
  );
}

/** d = a - b */
export function subtract(d: usize, a: usize, b: usize): void {
  const top = limb(a, 8) - limb(b, 8);
  storeLess(
    d,
    top >> 24,
    limb(a, 0) - limb(b, 0),
    limb(a, 1) - limb(b, 1),
    limb(a, 2) - limb(b, 2),
    limb(a, 3) - limb(b, 3),
    limb(a, 4) - limb(b, 4),
    limb(a, 5) - limb(b, 5),
    limb(a, 6) - limb(b, 6),
    limb(a, 7) - limb(b, 7),
    top,
  );
}

/**
 * Montgomery's reduction of the 17 columns of a product: d = columns / R mod p.
 *
 * Since p = -1 mod 2^29, the multiple of p that clears a column is m, the column's own low 29 bits. Adding m p, shifted
 * to the column, is five terms in place of nine products: -m clears the column, and the powers of two of p stand 2, 3,
 * 7 and 8 columns further on.
 */
@inline
function storeReduced(
  d: usize,
  c0: i64,
  c1: i64,
  c2: i64,
  c3: i64,
  c4: i64,
  c5: i64,
  c6: i64,
  c7: i64,
  c8: i64,
  c9: i64,
  c10: i64,
  c11: i64,
  c12: i64,
  c13: i64,
  c14: i64,
  c15: i64,
  c16: i64,
): void {
  let m = c0 & LIMB_MASK;
  c1 += c0 >> LIMB_BITS;
  c2 += m << 6;
  c3 -= m << 9;
  c7 -= m << 21;
  c8 += m << 24;
  m = c1 & LIMB_MASK;
  c2 += c1 >> LIMB_BITS;
  c3 += m << 6;
  c4 -= m << 9;
  c8 -= m << 21;
  c9 += m << 24;
  m = c2 & LIMB_MASK;
  c3 += c2 >> LIMB_BITS;
  c4 += m << 6;
  c5 -= m << 9;
  c9 -= m << 21;
  c10 += m << 24;
  m = c3 & LIMB_MASK;
  c4 += c3 >> LIMB_BITS;
  c5 += m << 6;
  c6 -= m << 9;
  c10 -= m << 21;
  c11 += m << 24;
  m = c4 & LIMB_MASK;
  c5 += c4 >> LIMB_BITS;
  c6 += m << 6;
  c7 -= m << 9;
  c11 -= m << 21;
  c12 += m << 24;
  m = c5 & LIMB_MASK;
  c6 += c5 >> LIMB_BITS;
  c7 += m << 6;
  c8 -= m << 9;
  c12 -= m << 21;
  c13 += m << 24;
  m = c6 & LIMB_MASK;
  c7 += c6 >> LIMB_BITS;
  c8 += m << 6;
  c9 -= m << 9;
  c13 -= m << 21;
  c14 += m << 24;
  m = c7 & LIMB_MASK;
  c8 += c7 >> LIMB_BITS;
  c9 += m << 6;
  c10 -= m << 9;
  c14 -= m << 21;
  c15 += m << 24;
  m = c8 & LIMB_MASK;
  c9 += c8 >> LIMB_BITS;
  c10 += m << 6;
  c11 -= m << 9;
  c15 -= m << 21;
  c16 += m << 24;
  storeCarried(d, c9, c10, c11, c12, c13, c14, c15, c16, 0);
}

/** d = a b / R */
export function multiply(d: usize, a: usize, b: usize): void {
  const a0 = limb(a, 0);
  const a1 = limb(a, 1);
  const a2 = limb(a, 2);
  const a3 = limb(a, 3);
  const a4 = limb(a, 4);
  const a5 = limb(a, 5);
  const a6 = limb(a, 6);
  const a7 = limb(a, 7);
  const a8 = limb(a, 8);
  const b0 = limb(b, 0);
  const b1 = limb(b, 1);
  const b2 = limb(b, 2);
  const b3 = limb(b, 3);
  const b4 = limb(b, 4);
  const b5 = limb(b, 5);
  const b6 = limb(b, 6);
  const b7 = limb(b, 7);
  const b8 = limb(b, 8);
  storeReduced(
    d,
    a0 * b0,
    a0 * b1 + a1 * b0,
    a0 * b2 + a1 * b1 + a2 * b0,
    a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0,
    a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0,
    a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0,
    a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0,
    a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0,
    a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0,
    a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1,
    a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2,
    a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3,
    a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4,
    a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5,
    a6 * b8 + a7 * b7 + a8 * b6,
    a7 * b8 + a8 * b7,
    a8 * b8,
  );
}

/** d = a^2 / R */
export function square(d: usize, a: usize): void {
  const a0 = limb(a, 0);
  const a1 = limb(a, 1);
  const a2 = limb(a, 2);
  const a3 = limb(a, 3);
  const a4 = limb(a, 4);
  const a5 = limb(a, 5);
  const a6 = limb(a, 6);
  const a7 = limb(a, 7);
  const a8 = limb(a, 8);
  storeReduced(
    d,
    a0 * a0,
    (a0 * a1) << 1,
    ((a0 * a2) << 1) + a1 * a1,
    (a0 * a3 + a1 * a2) << 1,
    ((a0 * a4 + a1 * a3) << 1) + a2 * a2,
    (a0 * a5 + a1 * a4 + a2 * a3) << 1,
    ((a0 * a6 + a1 * a5 + a2 * a4) << 1) + a3 * a3,
    (a0 * a7 + a1 * a6 + a2 * a5 + a3 * a4) << 1,
    ((a0 * a8 + a1 * a7 + a2 * a6 + a3 * a5) << 1) + a4 * a4,
    (a1 * a8 + a2 * a7 + a3 * a6 + a4 * a5) << 1,
    ((a2 * a8 + a3 * a7 + a4 * a6) << 1) + a5 * a5,
    (a3 * a8 + a4 * a7 + a5 * a6) << 1,
    ((a4 * a8 + a5 * a7) << 1) + a6 * a6,
    (a5 * a8 + a6 * a7) << 1,
    ((a6 * a8) << 1) + a7 * a7,
    (a7 * a8) << 1,
    a8 * a8,
  );
}

/** d = a, or a - p where that is not negative: the one number in [0, p) for an `a` in [0, p], another place than d. */
export function canonical(d: usize, a: usize): void {
  storeLess(
    d,
    1,
    limb(a, 0),
    limb(a, 1),
    limb(a, 2),
    limb(a, 3),
    limb(a, 4),
    limb(a, 5),
    limb(a, 6),
    limb(a, 7),
    limb(a, 8),
  );
  // All ones where the difference is negative, since then its highest limb is.
  const keep = limb(d, 8) >> 63;
  for (let i: usize = 0; i < ELEMENT / 4; i++) {
    storeLimb(d, i, (limb(a, i) & keep) | (limb(d, i) & ~keep));
  }
}
