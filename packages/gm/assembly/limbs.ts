// The limbs of an element, and how sums of them become an element again: see field.ts.

/** The bits of a limb. */
export const LIMB_BITS: i32 = 29;
/** All bits of a limb. */
export const LIMB_MASK: i64 = (1 << 29) - 1;

/** The limb at `index`, with its sign. */
@inline
export function limb(a: usize, index: usize): i64 {
  return <i64>load<i32>(a + 4 * index);
}

/** Stores the limb at `index`. */
@inline
export function storeLimb(d: usize, index: usize, value: i64): void {
  store<i32>(d + 4 * index, <i32>value);
}

/** Stores limbs of any sign and size, after each has handed to the next what is above its 29 bits. */
@inline
export function storeCarried(
  d: usize,
  r0: i64,
  r1: i64,
  r2: i64,
  r3: i64,
  r4: i64,
  r5: i64,
  r6: i64,
  r7: i64,
  r8: i64,
): void {
  storeLimb(d, 0, r0 & LIMB_MASK);
  r1 += r0 >> LIMB_BITS;
  storeLimb(d, 1, r1 & LIMB_MASK);
  r2 += r1 >> LIMB_BITS;
  storeLimb(d, 2, r2 & LIMB_MASK);
  r3 += r2 >> LIMB_BITS;
  storeLimb(d, 3, r3 & LIMB_MASK);
  r4 += r3 >> LIMB_BITS;
  storeLimb(d, 4, r4 & LIMB_MASK);
  r5 += r4 >> LIMB_BITS;
  storeLimb(d, 5, r5 & LIMB_MASK);
  r6 += r5 >> LIMB_BITS;
  storeLimb(d, 6, r6 & LIMB_MASK);
  r7 += r6 >> LIMB_BITS;
  storeLimb(d, 7, r7 & LIMB_MASK);
  storeLimb(d, 8, r8 + (r7 >> LIMB_BITS));
}

/**
 * Stores limbs less `count` times p. The powers of two of p stand in limbs: 2^256 = 2^24 of limb 8, 2^224 = 2^21 of
 * limb 7, 2^96 = 2^9 of limb 3, 2^64 = 2^6 of limb 2.
 */
@inline
export function storeLess(
  d: usize,
  count: i64,
  r0: i64,
  r1: i64,
  r2: i64,
  r3: i64,
  r4: i64,
  r5: i64,
  r6: i64,
  r7: i64,
  r8: i64,
): void {
  storeCarried(
    d,
    r0 + count,
    r1,
    r2 - (count << 6),
    r3 + (count << 9),
    r4,
    r5,
    r6,
    r7 + (count << 21),
    r8 - (count << 24),
  );
}
