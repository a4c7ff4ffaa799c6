import { multiply, square } from "./field";
import { ELEMENT, POWERS } from "./memory";

// a to the power of 2^n - 1, that is n ones in binary.
const ONES_2: usize = POWERS;
const ONES_4: usize = POWERS + ELEMENT;
const ONES_8: usize = POWERS + 2 * ELEMENT;
const ONES_16: usize = POWERS + 3 * ELEMENT;
const ONES_30: usize = POWERS + 4 * ELEMENT;
const ONES_31: usize = POWERS + 5 * ELEMENT;
const ONES_32: usize = POWERS + 6 * ELEMENT;
const POWER: usize = POWERS + 7 * ELEMENT;

/** Puts `count` more digits at the end of the exponent of `a`: zeros, then the ones of `ones`. */
function append(d: usize, a: usize, count: i32, ones: usize): void {
  square(d, a);
  for (let i = 1; i < count; i++) square(d, d);
  multiply(d, d, ones);
}

/**
 * d = 1 / a by Fermat, as a^(p-2); 0 for 0. The exponent is public. In binary it is 31 ones, a zero, 128 ones, 32 zeros,
 * 62 ones, a zero and a one.
 */
export function invert(d: usize, a: usize): void {
  append(ONES_2, a, 1, a);
  append(ONES_4, ONES_2, 2, ONES_2);
  append(ONES_8, ONES_4, 4, ONES_4);
  append(ONES_16, ONES_8, 8, ONES_8);
  append(ONES_30, ONES_16, 8, ONES_8);
  append(ONES_30, ONES_30, 4, ONES_4);
  append(ONES_30, ONES_30, 2, ONES_2);
  append(ONES_31, ONES_30, 1, a);
  append(ONES_32, ONES_31, 1, a);

  append(POWER, ONES_31, 33, ONES_32);
  for (let i = 0; i < 3; i++) append(POWER, POWER, 32, ONES_32);
  append(POWER, POWER, 64, ONES_32);
  append(POWER, POWER, 30, ONES_30);
  append(d, POWER, 2, a);
}
