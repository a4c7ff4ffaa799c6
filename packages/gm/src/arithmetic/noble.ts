import { bytesToNumberBE } from "@noble/curves/utils.js";
import { Sm2Point, sm2PointFrom } from "./points.ts";
import { checkSm2Scalar, infinityRefused } from "./arithmetic.ts";
import type { Sm2Arithmetic } from "./arithmetic.ts";

const { Fn } = Sm2Point;

function scalarFrom(bytes: Uint8Array): bigint {
  checkSm2Scalar(bytes);
  return Fn.create(bytesToNumberBE(bytes));
}

function secretScalarFrom(bytes: Uint8Array): bigint {
  const scalar = scalarFrom(bytes);
  if (Fn.is0(scalar)) throw infinityRefused();
  return scalar;
}

/** {@link Sm2Arithmetic} on big integers by `@noble/curves`: runs everywhere, and is what others are compared with. */
export const sm2Noble: Sm2Arithmetic = {
  multiplyBase: (k) => Sm2Point.BASE.multiply(secretScalarFrom(k)).toBytes(false),
  multiply: (point, k) => sm2PointFrom(point).multiply(secretScalarFrom(k)).toBytes(false),
  multiplyAdd(s, point, t) {
    const sum = Sm2Point.BASE.multiplyUnsafe(scalarFrom(s)).add(
      sm2PointFrom(point).multiplyUnsafe(scalarFrom(t)),
    );
    return sum.is0() ? undefined : sum.toBytes(false);
  },
  finishSignature(d, k, r) {
    // Fermat's inverse, since the steps of Euclid's algorithm would depend on d.
    const inverse = Fn.pow(Fn.add(scalarFrom(d), 1n), Fn.ORDER - 2n);
    const publicR = scalarFrom(r);
    return Fn.toBytes(Fn.sub(Fn.mul(inverse, Fn.add(scalarFrom(k), publicR)), publicR));
  },
};
