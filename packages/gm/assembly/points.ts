// Points (X : Y : Z) of y^2 = x^3 - 3x + b, standing for x = X/Z and y = Y/Z; (0 : 1 : 0) is the point at infinity.
//
// The formulas are those of Renes, Costello and Batina, "Complete addition formulas for prime order elliptic curves"
// (EUROCRYPT 2016), algorithms 4 and 6, for a = -3. They are complete: the same steps are right for every pair of points,
// equal, opposite or infinite, so nothing has to be told apart.

import { read, write } from "./convert";
import { add, multiply, square, subtract } from "./field";
import { invert } from "./inverse";
import { ANSWER, B, ELEMENT, FORMULA, NUMBER, ONE, POINT } from "./memory";

const T0: usize = FORMULA;
const T1: usize = FORMULA + ELEMENT;
const T2: usize = FORMULA + 2 * ELEMENT;
const T3: usize = FORMULA + 3 * ELEMENT;
const T4: usize = FORMULA + 4 * ELEMENT;

const X3: usize = ANSWER;
const Y3: usize = ANSWER + ELEMENT;
const Z3: usize = ANSWER + 2 * ELEMENT;

/** result = the point at infinity */
export function setInfinity(result: usize): void {
  memory.fill(result, 0, POINT);
  memory.copy(result + ELEMENT, ONE, ELEMENT);
}

/** result = p + q (algorithm 4) */
export function addPoints(result: usize, p: usize, q: usize): void {
  const X1 = p;
  const Y1 = p + ELEMENT;
  const Z1 = p + 2 * ELEMENT;
  const X2 = q;
  const Y2 = q + ELEMENT;
  const Z2 = q + 2 * ELEMENT;
  multiply(T0, X1, X2);
  multiply(T1, Y1, Y2);
  multiply(T2, Z1, Z2);
  // T3 = X1 Y2 + X2 Y1
  add(T3, X1, Y1);
  add(T4, X2, Y2);
  multiply(T3, T3, T4);
  add(T4, T0, T1);
  subtract(T3, T3, T4);
  // T4 = Y1 Z2 + Y2 Z1
  add(T4, Y1, Z1);
  add(X3, Y2, Z2);
  multiply(T4, T4, X3);
  add(X3, T1, T2);
  subtract(T4, T4, X3);
  // Y3 = X1 Z2 + X2 Z1
  add(X3, X1, Z1);
  add(Y3, X2, Z2);
  multiply(X3, X3, Y3);
  add(Y3, T0, T2);
  subtract(Y3, X3, Y3);
  // X3, Z3 = T1 +- 3 (Y3 - b T2)
  multiply(Z3, B, T2);
  subtract(X3, Y3, Z3);
  add(Z3, X3, X3);
  add(X3, X3, Z3);
  subtract(Z3, T1, X3);
  add(X3, T1, X3);
  // Y3 = 3 (b Y3 - 3 T2 - T0)
  multiply(Y3, B, Y3);
  add(T1, T2, T2);
  add(T2, T1, T2);
  subtract(Y3, Y3, T2);
  subtract(Y3, Y3, T0);
  add(T1, Y3, Y3);
  add(Y3, T1, Y3);
  // T0 = 3 T0 - 3 Z1 Z2
  add(T1, T0, T0);
  add(T0, T1, T0);
  subtract(T0, T0, T2);
  multiply(T1, T4, Y3);
  multiply(T2, T0, Y3);
  multiply(Y3, X3, Z3);
  add(Y3, Y3, T2);
  multiply(X3, T3, X3);
  subtract(X3, X3, T1);
  multiply(Z3, T4, Z3);
  multiply(T1, T3, T0);
  add(Z3, Z3, T1);
  memory.copy(result, ANSWER, POINT);
}

/** result = 2 p (algorithm 6) */
export function doublePoint(result: usize, p: usize): void {
  const X = p;
  const Y = p + ELEMENT;
  const Z = p + 2 * ELEMENT;
  square(T0, X);
  square(T1, Y);
  square(T2, Z);
  // T3 = 2 X Y, Z3 = 2 X Z
  multiply(T3, X, Y);
  add(T3, T3, T3);
  multiply(Z3, X, Z);
  add(Z3, Z3, Z3);
  // X3, Y3 = T1 -+ 3 (b T2 - Z3)
  multiply(Y3, B, T2);
  subtract(Y3, Y3, Z3);
  add(X3, Y3, Y3);
  add(Y3, X3, Y3);
  subtract(X3, T1, Y3);
  add(Y3, T1, Y3);
  multiply(Y3, X3, Y3);
  multiply(X3, X3, T3);
  // Z3 = 3 (b Z3 - 3 T2 - T0)
  add(T3, T2, T2);
  add(T2, T2, T3);
  multiply(Z3, B, Z3);
  subtract(Z3, Z3, T2);
  subtract(Z3, Z3, T0);
  add(T3, Z3, Z3);
  add(Z3, Z3, T3);
  // T0 = 3 T0 - 3 Z^2
  add(T3, T0, T0);
  add(T0, T3, T0);
  subtract(T0, T0, T2);
  multiply(T0, T0, Z3);
  add(Y3, Y3, T0);
  // T0 = 2 Y Z
  multiply(T0, Y, Z);
  add(T0, T0, T0);
  multiply(Z3, T0, Z3);
  subtract(X3, X3, Z3);
  multiply(Z3, T0, T1);
  add(Z3, Z3, Z3);
  add(Z3, Z3, Z3);
  memory.copy(result, ANSWER, POINT);
}

/** Reads x || y. */
export function readPoint(result: usize, affine: usize): void {
  memory.fill(result, 0, POINT);
  read(result, affine);
  read(result + ELEMENT, affine + NUMBER);
  memory.copy(result + 2 * ELEMENT, ONE, ELEMENT);
}

/** Writes x || y, all zero for the point at infinity, since the inverse of 0 comes out as 0. */
export function writePoint(affine: usize, p: usize): void {
  invert(T0, p + 2 * ELEMENT);
  multiply(T1, p, T0);
  multiply(T2, p + ELEMENT, T0);
  write(affine, T1);
  write(affine + NUMBER, T2);
}
