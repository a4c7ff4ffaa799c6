// The field's operations one by one, for tests: RESULT = SCALAR op BASE_SCALAR mod p. This module is not shipped.

import { read, write } from "./convert";
import { add, multiply as multiplyElements, square, subtract } from "./field";
import { invert } from "./inverse";
import { BASE_SCALAR, ELEMENT, RESULT, SCALAR, SUM } from "./memory";

export { AFFINE } from "./memory";
export { setUp } from "./sm2";
export { BASE_SCALAR, RESULT, SCALAR };

const LEFT: usize = SUM;
const RIGHT: usize = SUM + ELEMENT;

function readOperands(): void {
  read(LEFT, SCALAR);
  read(RIGHT, BASE_SCALAR);
}

/** a + b */
export function sum(): void {
  readOperands();
  add(LEFT, LEFT, RIGHT);
  write(RESULT, LEFT);
}

/** a - b */
export function difference(): void {
  readOperands();
  subtract(LEFT, LEFT, RIGHT);
  write(RESULT, LEFT);
}

/** a b */
export function product(): void {
  readOperands();
  multiplyElements(LEFT, LEFT, RIGHT);
  write(RESULT, LEFT);
}

/** a^2 - b, by way of a multiple of a that is taken away and added again, so that an unreduced number is squared. */
export function squareOfUnreduced(): void {
  readOperands();
  const many = RIGHT + ELEMENT;
  subtract(many, LEFT, LEFT);
  for (let i = 0; i < 15; i++) subtract(many, many, LEFT);
  for (let i = 0; i < 16; i++) add(many, many, LEFT);
  square(many, many);
  subtract(many, many, RIGHT);
  write(RESULT, many);
}

/** 1 / a, 0 for 0 */
export function inverse(): void {
  readOperands();
  invert(RIGHT, LEFT);
  write(RESULT, RIGHT);
}
