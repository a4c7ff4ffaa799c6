import { type EcCurve, sm2Curve } from "@keyferry/algorithms";
import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import type { WeierstrassPoint, WeierstrassPointCons } from "@noble/curves/abstract/weierstrass.js";

function pointsOf({ p, a, b, n, gx, gy }: EcCurve): WeierstrassPointCons<bigint> {
  return weierstrass({ p, a, b, n, h: 1n, Gx: gx, Gy: gy });
}

/** Points of the curve of SM2 (GB/T 32918.5). */
export const Sm2Point = /* @__PURE__ */ pointsOf(sm2Curve);

/**
 * Reads an uncompressed point of SM2's curve: `04 || x || y`, 65 bytes.
 *
 * @throws Error for any other form, coordinates past the field, points off the curve and the point at infinity
 */
export function sm2PointFrom(bytes: Uint8Array): WeierstrassPoint<bigint> {
  // The library would take compressed points as well.
  if (bytes.length !== 65 || bytes[0] !== 0x04) throw new RangeError("not an uncompressed point");
  return Sm2Point.fromBytes(bytes);
}
