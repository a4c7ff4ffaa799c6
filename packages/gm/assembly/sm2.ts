// Multiples of points on the curve of SM2, and the secret part of a signature. The caller writes scalars and points into the memory, calls, reads the result
// and wipes. Nothing is checked here: a point must be on the curve. A scalar may be any 32 bytes.

import { cut, read } from "./convert";
import { multiply as multiplyElements } from "./field";
import {
  AFFINE,
  B,
  BASE_SCALAR,
  ELEMENT,
  NUMBER,
  ONE,
  OTHER,
  PICKED,
  POINT,
  R_SQUARED,
  RESULT,
  SCALAR,
  SUM,
  wipe,
} from "./memory";
import { fillBaseTables, multiplyBasePoint, multiplyPoint } from "./multiples";
import { setUpOrder } from "./order";
import { addPoints, readPoint, writePoint } from "./points";
import { finish } from "./signature";

export { AFFINE, BASE_SCALAR, RESULT, SCALAR, wipe };

/**
 * Takes the curve: its b at SCALAR, R^2 mod p = 2^522 mod p at BASE_SCALAR, the base point at AFFINE, its order n and
 * R^2 mod n = 2^522 mod n at RESULT.
 */
export function setUp(): void {
  cut(R_SQUARED, BASE_SCALAR);
  memory.fill(ONE, 0, ELEMENT);
  store<i32>(ONE, 1);
  multiplyElements(ONE, ONE, R_SQUARED);
  read(B, SCALAR);
  readPoint(PICKED, AFFINE);
  fillBaseTables(PICKED);
  setUpOrder(RESULT, RESULT + NUMBER);
  wipe();
}

/** RESULT = SCALAR times the base point */
export function multiplyBase(): void {
  multiplyBasePoint(SCALAR);
  writePoint(RESULT, SUM);
}

/** RESULT = SCALAR times AFFINE */
export function multiply(): void {
  readPoint(OTHER, AFFINE);
  multiplyPoint(OTHER, SCALAR);
  writePoint(RESULT, SUM);
}

/** RESULT = BASE_SCALAR times the base point + SCALAR times AFFINE */
export function multiplyAdd(): void {
  readPoint(OTHER, AFFINE);
  multiplyPoint(OTHER, SCALAR);
  memory.copy(OTHER, SUM, POINT);
  multiplyBasePoint(BASE_SCALAR);
  addPoints(SUM, SUM, OTHER);
  writePoint(RESULT, SUM);
}

/** RESULT = s of the signature with the private key SCALAR, the random k at BASE_SCALAR, and r at AFFINE */
export function finishSignature(): void {
  finish(RESULT, SCALAR, BASE_SCALAR, AFFINE);
}
