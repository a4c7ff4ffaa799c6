// The secret part of a signature (GB/T 32918.2 6.1, A6): arithmetic modulo n with the private key d and the random k.

import { ELEMENT, ORDER_ELEMENTS, ORDER_ONE, ORDER_POWERS, WINDOW } from "./memory";
import { add, multiply, read, subtract, write } from "./order";

// The first three elements belong to order.ts.
const INVERSE: usize = ORDER_ELEMENTS + 3 * ELEMENT;
const K: usize = ORDER_ELEMENTS + 4 * ELEMENT;
const R: usize = ORDER_ELEMENTS + 5 * ELEMENT;

/** Puts 32 more bits, which are public, at the end of the exponent of `power`, by windows of 4. */
function append(power: usize, bits: u32): void {
  for (let shift = 28; shift >= 0; shift -= 4) {
    for (let i = 0; i < 4; i++) multiply(power, power, power);
    multiply(power, power, ORDER_POWERS + ((bits >> shift) & 15) * ELEMENT);
  }
}

/** d = 1 / a by Fermat, as a^(n-2); 0 for 0. d may be a. */
function invert(d: usize, a: usize): void {
  memory.copy(ORDER_POWERS, ORDER_ONE, ELEMENT);
  for (let i: usize = 1; i < WINDOW; i++) {
    multiply(ORDER_POWERS + i * ELEMENT, ORDER_POWERS + (i - 1) * ELEMENT, a);
  }
  memory.copy(d, ORDER_ONE, ELEMENT);
  append(d, 0xfffffffe);
  append(d, 0xffffffff);
  append(d, 0xffffffff);
  append(d, 0xffffffff);
  append(d, 0x7203df6b);
  append(d, 0x21c6052b);
  append(d, 0x53bbf409);
  append(d, 0x39d54121);
}

/** s = (k - r d) / (1 + d) mod n, which is (k + r) / (1 + d) - r: one product. */
export function finish(s: usize, d: usize, k: usize, r: usize): void {
  read(INVERSE, d);
  add(INVERSE, INVERSE, ORDER_ONE);
  invert(INVERSE, INVERSE);
  read(K, k);
  read(R, r);
  add(K, K, R);
  multiply(K, K, INVERSE);
  subtract(K, K, R);
  write(s, K);
}
