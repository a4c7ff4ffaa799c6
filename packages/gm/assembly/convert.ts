import { canonical, multiply } from "./field";
import { LIMB_BITS, LIMB_MASK } from "./limbs";
import { CONVERSION, ELEMENT, NUMBER, R_SQUARED } from "./memory";

const PLAIN: usize = CONVERSION;
const REDUCED: usize = CONVERSION + ELEMENT;

/** Cuts 32 bytes, big-endian, into limbs. */
export function cut(d: usize, bytes: usize): void {
  let pending: i64 = 0;
  let count = 0;
  let at = d;
  for (let i: usize = NUMBER; i > 0; i--) {
    pending |= (<i64>load<u8>(bytes + i - 1)) << count;
    count += 8;
    if (count >= LIMB_BITS) {
      store<i32>(at, <i32>(pending & LIMB_MASK));
      at += 4;
      pending >>= LIMB_BITS;
      count -= LIMB_BITS;
    }
  }
  store<i32>(at, <i32>pending);
}

/** Joins the limbs of a number in [0, 2^256) to 32 bytes, big-endian. */
export function join(bytes: usize, a: usize): void {
  let pending: i64 = 0;
  let count = 0;
  let at = a;
  for (let i: usize = NUMBER; i > 0; i--) {
    if (count < 8) {
      pending |= (<i64>load<i32>(at)) << count;
      at += 4;
      count += LIMB_BITS;
    }
    store<u8>(bytes + i - 1, <u8>pending);
    pending >>= 8;
    count -= 8;
  }
}

/** Reads 32 bytes, big-endian, into an element. */
export function read(d: usize, bytes: usize): void {
  cut(PLAIN, bytes);
  multiply(d, PLAIN, R_SQUARED);
}

/** Writes an element as 32 bytes, big-endian, in [0, p). */
export function write(bytes: usize, a: usize): void {
  memory.fill(PLAIN, 0, ELEMENT);
  store<i32>(PLAIN, 1);
  // A product with the plain 1 is below 2^257 before p is added and R taken away: it ends in [0, p].
  multiply(REDUCED, a, PLAIN);
  canonical(PLAIN, REDUCED);
  join(bytes, PLAIN);
}
