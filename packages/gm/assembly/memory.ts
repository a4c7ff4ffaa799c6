// Where everything stands in the module's memory. Numbers of the outside are 32 bytes, big-endian; elements of the field
// are in the form of field.ts.

/** The bytes of a number of the outside. */
export const NUMBER: usize = 32;
/** The limbs of an element. */
export const LIMBS: usize = 9;
/** The bytes of an element: its limbs take 32 bits each. */
export const ELEMENT: usize = 4 * LIMBS;
/** The bytes of a point: X, Y and Z, filled up to whole words of 64 bits. */
export const POINT: usize = 112;
/** The multiples of a point that a window of 4 bits can ask for. */
export const WINDOW: usize = 16;
/** The windows of a scalar. */
export const WINDOWS: usize = 64;
/** The bytes of one window's multiples. */
export const TABLE: usize = WINDOW * POINT;

// The constants, public.

const CONSTANTS: usize = memory.data(6 * ELEMENT, 16);
/** The curve's b. */
export const B: usize = CONSTANTS;
/** The element 1. */
export const ONE: usize = CONSTANTS + ELEMENT;
/** R^2 mod p, which brings a number into Montgomery's form. */
export const R_SQUARED: usize = CONSTANTS + 2 * ELEMENT;
/** The order n of the base point, in limbs as it is. */
export const ORDER: usize = CONSTANTS + 3 * ELEMENT;
/** The element 1 modulo n. */
export const ORDER_ONE: usize = CONSTANTS + 4 * ELEMENT;
/** R^2 mod n. */
export const ORDER_R_SQUARED: usize = CONSTANTS + 5 * ELEMENT;

/** For each window w, the multiples 0 to 15 of 16^w G. */
export const BASE_TABLES: usize = memory.data(WINDOWS * TABLE, 16);

// All that depends on a call stands in one stretch, so that one fill wipes it.

// One element more than is used, so that the points after them begin at whole words.
const ELEMENTS_SIZE: usize = 16 * ELEMENT;
const CALL_SIZE: usize = 6 * NUMBER + ELEMENTS_SIZE + 4 * POINT + TABLE + (6 + WINDOW) * ELEMENT;
const CALL: usize = memory.data(CALL_SIZE, 16);

/** A scalar of the caller: of the point, or of the base point where it stands alone. */
export const SCALAR: usize = CALL;
/** The scalar of the base point beside another. */
export const BASE_SCALAR: usize = SCALAR + NUMBER;
/** A point of the caller, x || y. */
export const AFFINE: usize = BASE_SCALAR + NUMBER;
/** The result, x || y; the point at infinity is all zero. */
export const RESULT: usize = AFFINE + 2 * NUMBER;

const ELEMENTS: usize = RESULT + 2 * NUMBER;
/** Five elements for the formulas of points. */
export const FORMULA: usize = ELEMENTS;
/** Eight elements for powers. */
export const POWERS: usize = ELEMENTS + 5 * ELEMENT;
/** Two elements for conversions. */
export const CONVERSION: usize = ELEMENTS + 13 * ELEMENT;

const POINTS: usize = ELEMENTS + ELEMENTS_SIZE;
/** The point that a formula is about to answer. */
export const ANSWER: usize = POINTS;
/** The sum so far. */
export const SUM: usize = POINTS + POINT;
/** The multiple that was picked from a table. */
export const PICKED: usize = POINTS + 2 * POINT;
/** The other part of a sum of two products. */
export const OTHER: usize = POINTS + 3 * POINT;

/** The multiples 0 to 15 of the caller's point. */
export const POINT_TABLE: usize = POINTS + 4 * POINT;

/** Six elements for arithmetic modulo n. */
export const ORDER_ELEMENTS: usize = POINT_TABLE + TABLE;
/** The powers 0 to 15 of a number modulo n. */
export const ORDER_POWERS: usize = ORDER_ELEMENTS + 6 * ELEMENT;

/** Forgets everything about the last call. */
export function wipe(): void {
  memory.fill(CALL, 0, CALL_SIZE);
}
